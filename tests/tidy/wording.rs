//! What is never claimed.

use crate::source::{Fault, none_of, texts};

/// Claims that nobody can keep, or that are not ours to make, and what to say.
const CLAIMS: &[(&str, &str)] = &[
    ("exactly-once delivery", "say at-least-once delivery, exactly-once effect"),
    ("spoof-proof", "say which sign is flagged, and that a leader judges it"),
    ("complies with the national standard", "say which clauses are followed, and by which test"),
    ("certified", "say what was tested, and by whom"),
    ("official", "name the source or the authority"),
];

/// Where a claim may stand all the same: file, claim, why.
const MAY_CLAIM: &[(&str, &str, &str)] = &[];

/// Files and folders that others read.
const READ_BY_OTHERS: &[&str] = &["README.md", "CHANGELOG.md", "api-spec", "src"];

fn claims(path: &str, text: &str) -> Vec<Fault> {
    let words = words(text);
    let fault = |(line, claim, instead): (usize, &str, &str)| {
        let instead = format!("{instead}; exceptions are in MAY_CLAIM of tests/tidy/wording.rs");
        Fault::new(path, line, format!("nothing claims \"{claim}\""), &instead)
    };
    let free = |claim| MAY_CLAIM.iter().any(|(file, word, _)| *file == path && *word == claim);
    let claims = CLAIMS.iter().filter(|(claim, _)| !free(*claim));
    let made = claims.flat_map(|(claim, instead)| {
        places(&words, claim).into_iter().map(move |line| (line, *claim, *instead))
    });
    made.map(fault).collect()
}

/// The words of a text in small letters with their lines, without what marks a comment.
fn words(text: &str) -> Vec<(usize, String)> {
    let lines = (1..).zip(text.lines());
    let words = lines.flat_map(|(line, text)| {
        let words = text.split_whitespace().map(str::to_lowercase);
        words.map(move |word| (line, word))
    });
    words.filter(|(_, word)| word.chars().any(char::is_alphanumeric)).collect()
}

/// The lines at which a phrase begins, also where it runs on into the next line.
fn places(words: &[(usize, String)], phrase: &str) -> Vec<usize> {
    let length = phrase.split(' ').count();
    let found = words.windows(length).filter(|window| {
        let said: Vec<&str> = window.iter().map(|(_, word)| word.as_str()).collect();
        said.join(" ").contains(phrase)
    });
    found.filter_map(|window| window.first().map(|(line, _)| *line)).collect()
}

#[test]
fn nothing_is_claimed_that_nobody_can_keep() {
    let texts = READ_BY_OTHERS.iter().flat_map(|under| texts(under));

    none_of(texts.flat_map(|(path, text)| claims(&path, &text)));
}

#[test]
fn a_planted_claim_is_found() {
    let planted = "/// It is Spoof-Proof.\n/// Muster complies with the\n/// national standard.\n\
                   fn f() { \"{\\\"grade\\\":\\\"officially\\\"}\" }\n// exactly-once effect";

    let mut found: Vec<usize> =
        claims("src/a.rs", planted).iter().map(|fault| fault.line).collect();
    found.sort_unstable();
    assert_eq!(found, [1, 2, 4]);
}
