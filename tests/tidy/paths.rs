//! The reader of paths: `use` trees unfolded, and every `a::b::c` in the code.

use crate::tokens::{Kind, Token};

/// A path as written; a lone word is a path of one segment, a glob ends in `*`.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
    inline_modules: usize,
    pub(crate) in_test: bool,
}

impl Path {
    /// Whether a phrase such as `std::fs` or `diesel` stands anywhere in the path.
    ///
    /// A crate stands for its family: `actix` is found in `actix_web`.
    pub(crate) fn mentions(&self, phrase: &str) -> bool {
        let words: Vec<&str> = phrase.split("::").collect();
        let same = |segment: &String, word: &str| {
            segment.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        self.segments
            .windows(words.len())
            .any(|window| window.iter().zip(&words).all(|(segment, word)| same(segment, word)))
    }

    pub(crate) fn is_glob(&self) -> bool {
        self.segments.last().is_some_and(|segment| segment == "*")
    }

    /// The path from the crate's root, if it begins with `crate`, `self` or `super` in the file
    /// of `module`.
    pub(crate) fn absolute(&self, module: &[String]) -> Option<Vec<String>> {
        let mut base: Vec<String> = match self.segments.first()?.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => module.to_vec(),
            _ => return None,
        };
        if self.segments.first()? != "crate" {
            base.extend((0..self.inline_modules).map(|_| "inline".to_owned()));
        }
        for segment in &self.segments {
            match segment.as_str() {
                "crate" | "self" => {}
                "super" => drop(base.pop()),
                name => base.push(name.to_owned()),
            }
        }
        Some(base)
    }
}

/// Every path of the code, those of a `use` tree unfolded.
pub(crate) fn paths(code: &[Token]) -> Vec<Path> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = code.get(at) {
        let after_use = at > 0 && code.get(at - 1).is_some_and(|before| before.is_word("use"));
        if token.kind == Kind::Word || (after_use && (token.is_mark("{") || token.is_mark("::"))) {
            at = unfold(code, at, &[], &mut found);
        } else if token.is_mark("::") {
            at += 2; // Behind a type in angle brackets: `<T>::name` names no module.
        } else {
            at += 1;
        }
    }
    found
}

/// Reads one tree behind `prefix`, answers where it ends.
fn unfold(code: &[Token], start: usize, prefix: &[String], found: &mut Vec<Path>) -> usize {
    let mut segments = prefix.to_vec();
    let mut at = start;
    while let Some(token) = code.get(at) {
        let next = code.get(at + 1);
        if token.is_mark("{") {
            return unfold_group(code, at + 1, &segments, found);
        } else if token.is_mark("::") {
            at += 1;
        } else if token.kind == Kind::Word || token.is_mark("*") {
            segments.push(token.text.clone());
            at += 1;
            if !next.is_some_and(|next| next.is_mark("::")) {
                break;
            }
        } else {
            break; // `a::<T>`: the path ends before its generic arguments.
        }
    }
    found.extend(code.get(start).map(|token| Path {
        segments,
        line: token.line,
        inline_modules: token.inline_modules,
        in_test: token.in_test,
    }));
    at.max(start + 1)
}

fn unfold_group(code: &[Token], start: usize, prefix: &[String], found: &mut Vec<Path>) -> usize {
    let mut at = start;
    while let Some(token) = code.get(at) {
        if token.is_mark("}") {
            return at + 1;
        }
        // A comma, or `as name`, which names nothing that is imported.
        let renamed = usize::from(token.is_word("as"));
        let skip = token.is_mark(",") || token.is_word("as");
        at = if skip { at + 1 + renamed } else { unfold(code, at, prefix, found) };
    }
    at
}

fn written(text: &str) -> Vec<String> {
    let (code, _) = crate::tokens::read(text);
    paths(&code).iter().map(|path| path.segments.join("::")).collect()
}

#[test]
fn a_use_tree_is_unfolded_across_lines() {
    let text = "pub(crate) use crate::{\n a::{self, B as C},\n d::*,\n};\nuse {std::fs, ::x::y};";

    assert_eq!(
        written(text),
        [
            "pub",
            "crate",
            "use",
            "crate::a::self",
            "crate::a::B",
            "crate::d::*",
            "use",
            "std::fs",
            "x::y"
        ]
    );
}

#[test]
fn a_path_in_the_code_is_read_like_one_of_a_use_line() {
    let text = "let a: Vec<crate::a::B> = $crate::c::d::<super::E>(<T>::f, 2 * g::H, i.j());";

    let expected =
        "let a Vec crate::a::B crate::c::d super::E T 2 g::H i j".split(' ').collect::<Vec<_>>();
    assert_eq!(written(text), expected);
}

#[test]
fn a_path_is_resolved_from_where_it_stands() {
    let text = "use super::x::Y; use self::z; mod tests { use super::super::v; } use other::w;";
    let module = ["org".to_owned(), "rules".to_owned()];

    let (code, _) = crate::tokens::read(text);

    let resolved =
        paths(&code).iter().filter_map(|path| path.absolute(&module)).collect::<Vec<_>>();
    assert_eq!(resolved, [vec!["org", "x", "Y"], vec!["org", "rules", "z"], vec!["org", "v"]]);
}

#[test]
fn a_mention_is_of_whole_words() {
    let (code, _) = crate::tokens::read("actix_web::App actixion std::fs::read fs Instants");
    let mentioned = |phrase: &str| paths(&code).iter().filter(|path| path.mentions(phrase)).count();

    assert_eq!(mentioned("actix"), 1);
    assert_eq!(mentioned("std::fs"), 1);
    assert_eq!(mentioned("Instant"), 0);
}
