//! Rust text as words, marks, strings and comments.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier, a keyword or a number.
    Word,
    /// `::`, `!=`, a lifetime, or one character of punctuation.
    Mark,
    /// What stands in a string or character literal, escapes as written.
    Literal,
    /// A comment with its slashes.
    Comment,
}

/// A piece of Rust text.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) line: usize,
    /// How many inline modules (`mod x { … }`) it stands in.
    pub(crate) inline_modules: usize,
    /// Whether it stands in something marked `#[cfg(test)]`.
    pub(crate) in_test: bool,
}

impl Token {
    pub(crate) fn is_word(&self, text: &str) -> bool {
        self.kind == Kind::Word && self.text == text
    }

    pub(crate) fn is_mark(&self, text: &str) -> bool {
        self.kind == Kind::Mark && self.text == text
    }

    fn opens(&self) -> bool {
        ["(", "[", "{"].iter().any(|mark| self.is_mark(mark))
    }

    fn closes(&self) -> bool {
        [")", "]", "}"].iter().any(|mark| self.is_mark(mark))
    }
}

/// All tokens of a text in two heaps: the code, and the comments.
pub(crate) fn read(text: &str) -> (Vec<Token>, Vec<Token>) {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, line: 1 };
    let tokens = std::iter::from_fn(|| reader.token());
    let (comments, mut code): (Vec<_>, Vec<_>) =
        tokens.partition(|token| token.kind == Kind::Comment);
    note_scopes(&mut code);
    (code, comments)
}

/// What stands between the bracket at `open` and the one that closes it.
pub(crate) fn inside(code: &[Token], open: usize) -> &[Token] {
    let mut depth = 0_usize;
    for (at, token) in code.iter().enumerate().skip(open) {
        depth += usize::from(token.opens());
        depth = depth.saturating_sub(usize::from(token.closes()));
        if depth == 0 {
            return code.get(open + 1..at).unwrap_or_default();
        }
    }
    code.get(open + 1..).unwrap_or_default()
}

/// The insides of every `#[…]` and `#![…]`.
pub(crate) fn attributes(code: &[Token]) -> Vec<&[Token]> {
    (0..code.len()).filter_map(|at| attribute(code, at)).map(|(inside, _)| inside).collect()
}

/// The inside of the attribute whose `#` stands at `at`, and where the code goes on behind it.
pub(crate) fn attribute(code: &[Token], at: usize) -> Option<(&[Token], usize)> {
    let inner = code.get(at + 1).is_some_and(|token| token.is_mark("!"));
    let open = at + 1 + usize::from(inner);
    if !(code.get(at)?.is_mark("#") && code.get(open)?.is_mark("[")) {
        return None;
    }
    let inside = inside(code, open);
    Some((inside, open + inside.len() + 2))
}

/// Words directly before a mark: with `(` the calls, with `!` the macros.
pub(crate) fn words_before<'a>(code: &'a [Token], mark: &str) -> Vec<&'a Token> {
    let pairs = code.iter().zip(code.iter().skip(1));
    let before = pairs.filter(|(word, next)| word.kind == Kind::Word && next.is_mark(mark));
    before.map(|(word, _)| word).collect()
}

struct Scope {
    module: bool,
    test: bool,
}

fn note_scopes(code: &mut [Token]) {
    let mut scopes: Vec<Scope> = Vec::new();
    let mut next = Scope { module: false, test: false };
    for at in 0..code.len() {
        next.test |= attribute(code, at).is_some_and(|(inside, _)| asks_for_test(inside));
        next.module |= opens_module(code, at);
        let Some(token) = code.get_mut(at) else {
            continue;
        };
        if token.is_mark("{") {
            scopes.push(std::mem::replace(&mut next, Scope { module: false, test: false }));
        } else if token.is_mark("}") {
            scopes.pop();
        } else if token.is_mark(";") {
            next.test = false;
        }
        token.inline_modules = scopes.iter().filter(|scope| scope.module).count();
        token.in_test = next.test || scopes.iter().any(|scope| scope.test);
    }
}

fn asks_for_test(attribute: &[Token]) -> bool {
    let says = |word| attribute.iter().any(|token| token.is_word(word));
    attribute.first().is_some_and(|token| token.is_word("cfg")) && says("test") && !says("not")
}

fn opens_module(code: &[Token], at: usize) -> bool {
    code.get(at).is_some_and(|token| token.is_word("mod"))
        && code.get(at + 2).is_some_and(|token| token.is_mark("{"))
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn token(&mut self) -> Option<Token> {
        self.take_while(char::is_whitespace);
        let line = self.line;
        let (kind, text) = match (self.peek(0)?, self.peek(1)) {
            ('/', Some('/')) => (Kind::Comment, self.take_while(|char| char != '\n')),
            ('/', Some('*')) => (Kind::Comment, self.block_comment()),
            ('"', _) => (Kind::Literal, self.quoted()),
            ('\'', _) => self.char_or_lifetime(),
            (':', Some(':')) | ('!', Some('=')) => (Kind::Mark, self.take(2)),
            (char, _) if is_of_word(char) => self.word(),
            _ => (Kind::Mark, self.take(1)),
        };
        Some(Token { kind, text, line, inline_modules: 0, in_test: false })
    }

    /// A word, or the literal of which it is the prefix: `r#"…"#`, `b'…'`, `r#raw`.
    fn word(&mut self) -> (Kind, String) {
        let word = self.take_while(is_of_word);
        let hashes = self.chars.iter().skip(self.at).take_while(|char| **char == '#').count();
        let raw = ["r", "br", "cr"].contains(&word.as_str());
        match (word.as_str(), self.peek(0), self.peek(hashes)) {
            (_, Some('"' | '#'), Some('"')) if raw => (Kind::Literal, self.raw(hashes)),
            ("b" | "c", Some('"' | '\''), _) => (Kind::Literal, self.quoted()),
            ("r", Some('#'), Some(char)) if is_of_word(char) => {
                self.take(1);
                (Kind::Word, self.take_while(is_of_word))
            }
            _ => (Kind::Word, word),
        }
    }

    fn char_or_lifetime(&mut self) -> (Kind, String) {
        if self.peek(1) == Some('\\') || self.peek(2) == Some('\'') {
            return (Kind::Literal, self.quoted());
        }
        let quote = self.take(1);
        (Kind::Mark, quote + &self.take_while(is_of_word))
    }

    fn quoted(&mut self) -> String {
        let quote = self.next();
        let mut text = String::new();
        while let Some(char) = self.next().filter(|char| Some(*char) != quote) {
            text.push(char);
            if char == '\\' {
                text.extend(self.next());
            }
        }
        text
    }

    fn raw(&mut self, hashes: usize) -> String {
        self.take(hashes + 1);
        let end = format!("\"{}", "#".repeat(hashes));
        let mut text = String::new();
        while let Some(char) = self.next() {
            text.push(char);
            if text.ends_with(&end) {
                break;
            }
        }
        text.strip_suffix(&end).unwrap_or(&text).to_owned()
    }

    fn block_comment(&mut self) -> String {
        let mut text = self.take(2);
        let mut depth = 1_usize;
        while depth > 0 && self.peek(0).is_some() {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                _ => {
                    text.extend(self.next());
                    continue;
                }
            }
            text += &self.take(2);
        }
        text
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(char == '\n');
        Some(char)
    }

    fn take(&mut self, count: usize) -> String {
        (0..count).filter_map(|_| self.next()).collect()
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while self.peek(0).is_some_and(&belongs) {
            text.extend(self.next());
        }
        text
    }
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

#[test]
fn strings_and_comments_are_no_code() {
    let text = r##"
        let a = "use crate::sync; \" {"; // crate::app
        /* crate::cli /* nested */ } */
        let b = r#"todo!() " {"#; let c = '{'; let d = b'\''; let e: &'static str = r"\";
    "##;

    let (code, comments) = read(text);

    let of = |kind| code.iter().filter(move |token| token.kind == kind).map(|t| t.text.as_str());
    assert!(of(Kind::Word).eq(["let", "a", "let", "b", "let", "c", "let", "d", "let", "e", "str"]));
    assert!(of(Kind::Literal).eq([r#"use crate::sync; \" {"#, r#"todo!() " {"#, "{", r"\'", r"\"]));
    assert_eq!(comments.iter().map(|token| token.line).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn a_token_knows_its_line_and_whether_it_stands_in_a_test() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    mod deep {\n x }\n}\n\
                #[cfg(not(test))]\nmod y {}\n#[cfg(test)]\nuse p;\nz";

    let (code, _) = read(text);

    let at = |word| {
        let token = code.iter().find(|token| token.is_word(word));
        token.map(|token| (token.line, token.inline_modules, token.in_test))
    };
    assert_eq!(at("a"), Some((1, 0, false)));
    assert_eq!(at("deep"), Some((4, 1, true)));
    assert_eq!(at("x"), Some((5, 2, true)));
    assert_eq!(at("y"), Some((8, 0, false)));
    assert_eq!(at("p"), Some((10, 0, true)));
    assert_eq!(at("z"), Some((11, 0, false)));
}
