//! The order of names: as in a Chinese dictionary, by pinyin.
//!
//! A name is compared character by character: syllable, then tone, then the character itself, so
//! that all 张 stand together before all 章. `ü` follows `u` of the same syllable. A run of Latin
//! letters and digits is one syllable without a tone, capital or small, so `Li Na` stands before
//! 李娜. A character that nobody reads for us (other scripts, the rarest hanzi) follows all that
//! have a reading, by code point; points, hyphens and spaces do not count. Names that are equal so
//! far are told apart by their bare text: no two names have one key.
//!
//! The keys are bytes and are compared as bytes, which both databases do alike; their collations
//! are not asked. A character with several readings has the one of surnames at the beginning of a
//! name, and elsewhere its most common one.

use pinyin::ToPinyin;

/// Surnames of two characters that are not read as their characters are elsewhere.
const COMPOUND_SURNAMES: [(&str, [&str; 2]); 8] = [
    ("万俟", ["mo4", "qi2"]),
    ("乐正", ["yue4", "zheng4"]),
    ("令狐", ["ling2", "hu2"]),
    ("单于", ["chan2", "yu2"]),
    ("宰父", ["zai3", "fu3"]),
    ("尉迟", ["yu4", "chi2"]),
    ("澹台", ["tan2", "tai2"]),
    ("长孙", ["zhang3", "sun1"]),
];

/// Characters that are read otherwise where they are a surname.
const SURNAMES: [(char, &str); 44] = [
    ('仇', "qiu2"),
    ('任', "ren2"),
    ('佴', "nai4"),
    ('冼', "xian3"),
    ('华', "hua4"),
    ('单', "shan4"),
    ('卜', "bu3"),
    ('占', "zhan1"),
    ('区', "ou1"),
    ('召', "shao4"),
    ('句', "gou1"),
    ('员', "yun4"),
    ('哈', "ha3"),
    ('干', "gan1"),
    ('折', "she2"),
    ('於', "yu1"),
    ('曾', "zeng1"),
    ('朴', "piao2"),
    ('查', "zha1"),
    ('洗', "xian3"),
    ('炅', "gui4"),
    ('燕', "yan1"),
    ('盖', "ge3"),
    ('相', "xiang4"),
    ('祭', "zhai4"),
    ('秘', "bi4"),
    ('种', "chong2"),
    ('繁', "po2"),
    ('纪', "ji3"),
    ('缪', "miao4"),
    ('翟', "zhai2"),
    ('能', "nai4"),
    ('舍', "she4"),
    ('葛', "ge3"),
    ('薄', "bo2"),
    ('藏', "zang1"),
    ('覃', "qin2"),
    ('解', "xie4"),
    ('过', "guo1"),
    ('那', "na1"),
    ('郇', "xun2"),
    ('都', "du1"),
    ('阚', "kan4"),
    ('乐', "yue4"),
];

/// Ends a syllable: lower than any letter, so that `li` stands before `lian`.
const END: u8 = 1;
/// Begins a character without a reading: higher than any letter.
const UNREAD: u8 = 0xff;
/// Ends the comparison by reading: lower than anything that may follow.
const TEXT: u8 = 0;
/// What stands for the tone of Latin letters. The tones of hanzi follow, the neutral one last.
const NO_TONE: u8 = b'0';
const NEUTRAL_TONE: u8 = b'5';

/// What a name is sorted by.
#[must_use]
pub fn sort_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() * 4);
    let mut in_latin = false;
    for (place, character) in name.chars().enumerate() {
        let is_latin = character.is_ascii_alphanumeric();
        if in_latin && !is_latin {
            key.extend([END, b'u', NO_TONE]);
        }
        in_latin = is_latin;
        if is_latin {
            key.push(character.to_ascii_lowercase().try_into().unwrap_or(b'z'));
        } else if let Some(reading) = reading(name, place, character) {
            push_reading(&mut key, reading);
            push_character(&mut key, character);
        } else if character.is_alphanumeric() {
            key.push(UNREAD);
            push_character(&mut key, character);
        }
    }
    if in_latin {
        key.extend([END, b'u', NO_TONE]);
    }
    key.push(TEXT);
    key.extend(name.as_bytes());
    key
}

/// Syllable and tone of a character at its place in a name: `zhang1`.
fn reading(name: &str, place: usize, character: char) -> Option<&'static str> {
    let compound = COMPOUND_SURNAMES.iter().find(|(surname, _)| name.starts_with(surname));
    let in_compound = compound.and_then(|(_, readings)| readings.get(place));
    let surname = SURNAMES.iter().find(|(surname, _)| place == 0 && *surname == character);
    let common = || Some(character.to_pinyin()?.with_tone_num_end());
    in_compound.or(surname.map(|(_, reading)| reading)).copied().or_else(common)
}

fn push_reading(key: &mut Vec<u8>, reading: &str) {
    let (mut vowel, mut tone) = (b'u', NEUTRAL_TONE);
    for letter in reading.chars() {
        match letter {
            'ü' => {
                vowel = b'v';
                key.push(b'u');
            }
            'ê' => key.push(b'e'),
            '1'..='4' => tone = letter.try_into().unwrap_or(NEUTRAL_TONE),
            letter => key.extend(u8::try_from(letter)),
        }
    }
    key.extend([END, vowel, tone]);
}

fn push_character(key: &mut Vec<u8>, character: char) {
    key.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that must stand in the order in which they are written.
    fn check(names: &[&str]) {
        for pair in names.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn names_stand_as_in_a_dictionary() {
        check(&["安娜", "陈明", "李华", "王伟", "张三", "周杰"]);
        // Syllable, tone, character, and only then the next character.
        check(&["黎明", "李伟", "连战", "练达"]);
        check(&["张三丰", "张四", "章二"]);
        check(&["王", "王伟", "王伟国"]);
    }

    #[test]
    fn a_u_with_two_points_follows_the_plain_one() {
        check(&["卢伟", "陆伟", "吕伟", "栾伟", "罗伟"]);
    }

    #[test]
    fn a_surname_is_read_as_a_surname() {
        for (surname, after, before) in [
            ("单雄信", "沙", "尚"),
            ("曾国藩", "臧", "翟"),
            ("解缙", "夏", "辛"),
            ("仇英", "秋", "裘"),
            ("查良镛", "臧", "翟"),
            ("盖叫天", "戈", "耿"),
            ("区寄", "宁", "潘"),
            ("朴正", "片", "平"),
            ("任正非", "饶", "荣"),
            ("华佗", "胡", "黄"),
            ("覃冬", "齐", "丘"),
            ("冼星海", "夏", "向"),
            ("尉迟恭", "游", "袁"),
            ("万俟卨", "毛", "牟"),
            ("长孙无忌", "翟", "赵"),
            ("单于夜", "岑", "陈"),
            ("澹台灭明", "苏", "唐"),
        ] {
            check(&[after, surname, before]);
        }
    }

    #[test]
    fn a_reading_of_surnames_is_for_surnames_alone() {
        // 任 is read rèn in a given name.
        check(&["张任", "张荣"]);
        assert_eq!(reading("张任", 1, '任'), Some("ren4"));
        assert_eq!(reading("任任", 0, '任'), Some("ren2"));
    }

    #[test]
    fn latin_letters_stand_among_the_syllables_capital_or_small() {
        check(&["安娜", "Anna", "bob", "Carl", "陈明"]);
        check(&["Li Na", "李娜"]);
        check(&["Li Na", "li na"]);
        check(&["Li Na", "Lina"]);
    }

    #[test]
    fn what_has_no_reading_comes_last_by_code_point() {
        check(&["周杰", "Ζωή", "Яна", "\u{30fff}"]);
        check(&["冉㛃", "冉茂"]);
        check(&["阿依努尔·艾山", "阿依努尔·麦麦提"]);
    }

    #[test]
    fn no_two_names_have_one_key() {
        let names = ["张伟", "张·伟", "张玮", "Li", "LI", "李", ""];
        let mut keys: Vec<_> = names.iter().map(|name| sort_key(name)).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), names.len());
    }
}
