//! Lints silenced without a reason, code not finished, globs.

use crate::{
    source::{Fault, SRC, Source, TESTS, holds_in, lines},
    tokens::{Kind, Token, attributes, inside, words_before},
};

/// Macros of code that is not finished.
const UNFINISHED_MACROS: &[&str] = &["dbg", "todo", "unimplemented"];

/// Words of comments about code that is not finished.
const UNFINISHED_WORDS: &[&str] = &["FIXME", "TODO", "XXX"];

/// Globs that stand outside of test modules, and under which path.
const GLOBS: &[(&str, &str)] = &[
    ("diesel::prelude::*", "src/"),
    // `table!` wants the types of its columns so, as soon as one of them is our own.
    ("diesel::sql_types::*", "src/schema.rs"),
];

fn lints_silenced_for_no_reason(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    for attribute in attributes(&source.code) {
        for (at, word) in attribute.iter().enumerate().filter(|(at, _)| is_call(attribute, *at)) {
            if word.is_word("allow") {
                faults.push(source.fault(word.line, "no `#[allow(…)]`", SILENCE));
            } else if word.is_word("expect") && !gives_reason(inside(attribute, at + 1)) {
                faults.push(source.fault(word.line, "each `#[expect(…)]` has a reason", SILENCE));
            }
        }
    }
    faults
}

const SILENCE: &str = "heed the lint, or write `#[expect(lint, reason = \"…\")]`";

fn is_call(code: &[Token], at: usize) -> bool {
    code.get(at + 1).is_some_and(|next| next.is_mark("("))
}

fn gives_reason(arguments: &[Token]) -> bool {
    arguments.windows(3).any(|window| match window {
        [name, equals, text] => name.is_word("reason") && equals.is_mark("=") && is_told(text),
        _ => false,
    })
}

fn is_told(text: &Token) -> bool {
    text.kind == Kind::Literal && !text.text.trim().is_empty()
}

fn ignored_for_no_reason(source: &Source) -> Vec<Fault> {
    let ignored = attributes(&source.code).into_iter().filter(|attribute| match attribute {
        [name, equals, text, ..] if name.is_word("ignore") => {
            !(equals.is_mark("=") && is_told(text))
        }
        [name, ..] => name.is_word("ignore"),
        [] => false,
    });
    let fault = |attribute: &[Token]| {
        let line = attribute.first().map_or(1, |name| name.line);
        source.fault(line, "no test is ignored without a reason", "write `#[ignore = \"…\"]`")
    };
    ignored.map(fault).collect()
}

fn unfinished_code(source: &Source) -> Vec<Fault> {
    let macros = words_before(&source.code, "!").into_iter();
    let macros = macros.filter(|word| UNFINISHED_MACROS.contains(&word.text.as_str()));
    let macros = macros.map(|word| (word.line, format!("no `{}!`", word.text)));
    let comments = source.comments.iter().flat_map(|comment| {
        let lines = (comment.line..).zip(comment.text.lines());
        let marked = lines.filter_map(|(line, text)| Some((line, unfinished_word(text)?)));
        marked.map(|(line, word)| (line, format!("no comment says {word}")))
    });
    let instead = "finish it, answer with a refusal, or leave it out and write an issue";
    macros.chain(comments).map(|(line, rule)| source.fault(line, rule, instead)).collect()
}

fn unfinished_word(text: &str) -> Option<&str> {
    text.split(|char: char| !char.is_alphanumeric()).find(|word| UNFINISHED_WORDS.contains(word))
}

fn globs(source: &Source) -> Vec<Fault> {
    let globs = source.paths.iter().filter(|path| path.is_glob() && !path.in_test);
    let known = |glob: &str| {
        GLOBS.iter().any(|(known, under)| *known == glob && source.path.starts_with(under))
    };
    let strange = globs.filter(|path| !known(&path.segments.join("::")));
    let fault = |line| source.fault(line, "no glob import outside of tests", "name what is used");
    if source.is_test() { Vec::new() } else { strange.map(|path| fault(path.line)).collect() }
}

#[test]
fn no_lint_is_silenced_without_a_reason() {
    holds_in(&[&SRC, &TESTS], lints_silenced_for_no_reason);
}

#[test]
fn no_test_is_ignored_without_a_reason() {
    holds_in(&[&SRC, &TESTS], ignored_for_no_reason);
}

#[test]
fn no_code_is_left_unfinished() {
    holds_in(&[&SRC, &TESTS], unfinished_code);
}

#[test]
fn no_glob_hides_where_a_name_comes_from() {
    holds_in(&[&SRC], globs);
}

#[test]
fn a_planted_silenced_lint_is_found() {
    let planted = "#![allow(dead_code)]\n#[expect(x, reason = \"y\")]\n#[expect(x)]\nfn f() {\n\
                   allow(expect(x)); }\n#[cfg_attr(test, allow(x))]\n#[expect(x, reason = \"\")]\n\
                   // #[allow(x)]\nconst A: &str = \"#[allow(x)]\";";

    assert_eq!(lines(lints_silenced_for_no_reason, "src/a.rs", planted), [1, 3, 6, 7]);
}

#[test]
fn a_planted_ignored_test_is_found() {
    let planted =
        "#[ignore]\n#[test]\nfn a() {}\n#[ignore = \"needs a network\"]\n#[ignore = \" \"]";

    assert_eq!(lines(ignored_for_no_reason, "tests/a.rs", planted), [1, 5]);
}

#[test]
fn planted_unfinished_code_is_found() {
    let planted = "fn f() { todo!() }\n// A todo list; TODOS.\n/* a\n TODO: b */\ndbg!(x);\n\
                   let todo = !x; // FIXME\nconst A: &str = \"TODO\";\ntodo.f(todo);";

    let mut found = lines(unfinished_code, "src/a.rs", planted);
    found.sort_unstable();
    assert_eq!(found, [1, 4, 5, 6]);
}

#[test]
fn a_planted_glob_is_found() {
    let planted = "use diesel::prelude::*;\nuse crate::{\n    a,\n    b::*,\n};\nlet x = a * b;\n\
                   #[cfg(test)]\n#[expect(x, reason = \"y\")]\nmod tests {\n    use super::*;\n}\n\
                   mod other { use super::*; }";

    assert_eq!(lines(globs, "src/org/rules.rs", planted), [4, 12]);
    assert!(lines(globs, "src/org/rules/tests.rs", planted).is_empty());
    assert_eq!(lines(globs, "src/org/store.rs", "use diesel::sql_types::*;"), [1]);
    assert!(lines(globs, "src/schema.rs", "use diesel::sql_types::*;").is_empty());
}
