//! Text that people typed: what may stand in a name, a note, a code.

use super::codes::FieldCode;

/// Cuts white space at both ends and refuses what no name or note may hold.
///
/// # Errors
/// [`FieldCode::Blank`] when nothing is left, [`FieldCode::TooLong`] over `chars_max` characters,
/// [`FieldCode::ControlCharacter`] for NUL (PostgreSQL stores none), other control characters and
/// the marks that turn the direction of text, with which a name can be made to look like another.
pub fn line(text: &str, chars_max: usize) -> Result<String, FieldCode> {
    visible(text, chars_max, is_hidden)
}

/// [`line()`] for text of several lines, which end in LF afterwards.
///
/// # Errors
/// Those of [`line()`].
pub fn lines(text: &str, chars_max: usize) -> Result<String, FieldCode> {
    let text = text.replace("\r\n", "\n");
    visible(&text, chars_max, |character| character != '\n' && is_hidden(character))
}

fn visible(
    text: &str,
    chars_max: usize,
    is_refused: impl Fn(char) -> bool,
) -> Result<String, FieldCode> {
    let text = text.trim();
    if text.chars().all(|character| leans(character) || character.is_whitespace()) {
        return Err(FieldCode::Blank);
    }
    if text.chars().count() > chars_max {
        return Err(FieldCode::TooLong);
    }
    if text.chars().any(is_refused) {
        return Err(FieldCode::ControlCharacter);
    }
    Ok(text.to_owned())
}

/// Characters that look like nothing or reorder what a reader sees (UAX #9): fillers, soft hyphens,
/// marks of direction, tags. The joiners U+200C and U+200D and the selectors of variants are not
/// among them: scripts and rare characters need them.
const UNSEEN: [std::ops::RangeInclusive<char>; 15] = [
    '\u{00AD}'..='\u{00AD}',
    '\u{034F}'..='\u{034F}',
    '\u{061C}'..='\u{061C}',
    '\u{115F}'..='\u{1160}',
    '\u{17B4}'..='\u{17B5}',
    '\u{180E}'..='\u{180E}',
    '\u{200B}'..='\u{200B}',
    '\u{200E}'..='\u{200F}',
    '\u{2028}'..='\u{202E}',
    '\u{2060}'..='\u{206F}',
    '\u{2800}'..='\u{2800}',
    '\u{3164}'..='\u{3164}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{FFA0}'..='\u{FFA0}',
    '\u{E0000}'..='\u{E007F}',
];

/// Joiners and selectors of variants.
const LEANING: [std::ops::RangeInclusive<char>; 3] =
    ['\u{200C}'..='\u{200D}', '\u{FE00}'..='\u{FE0F}', '\u{E0100}'..='\u{E01EF}'];

/// Characters that only change their neighbours.
fn leans(character: char) -> bool {
    LEANING.iter().any(|range| range.contains(&character))
}

fn is_hidden(character: char) -> bool {
    character.is_control() || UNSEEN.iter().any(|range| range.contains(&character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_long_and_dotted_names_are_names() {
        for name in ["冉㛃", "谯龑", "陈𬱖", "欧阳若曦", "阿依努尔·麦麦提", "O’Brien"]
        {
            assert_eq!(line(name, 40).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        assert_eq!(line(" \u{3000}\t", 40), Err(FieldCode::Blank));
        assert_eq!(line("王\0五", 40), Err(FieldCode::ControlCharacter));
        assert_eq!(line("王\u{202E}五", 40), Err(FieldCode::ControlCharacter));
        assert_eq!(line("\u{3164}\u{2800}", 40), Err(FieldCode::ControlCharacter));
        assert_eq!(line("\u{200D}", 40), Err(FieldCode::Blank));
        assert_eq!(line("王王王", 2), Err(FieldCode::TooLong));
    }

    #[test]
    fn only_text_of_several_lines_has_lines() {
        assert_eq!(line("一\n二", 40), Err(FieldCode::ControlCharacter));
        assert_eq!(lines(" 一\r\n二\n", 40).as_deref(), Ok("一\n二"));
        assert_eq!(lines("一\r二", 40), Err(FieldCode::ControlCharacter));
        assert_eq!(lines("\u{200D}\n\u{200D}", 40), Err(FieldCode::Blank));
    }
}
