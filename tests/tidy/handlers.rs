//! How long a handler is.

use crate::{
    source::{Fault, SRC, Source, holds_in, lines},
    tokens::{Token, inside},
};

/// The most lines in a handler's body: more means that a rule or a query has strayed into it.
const LINES_MAX: usize = 15;

/// A handler: name, line, and how many lines stand between its braces.
struct Handler<'a> {
    name: &'a str,
    line: usize,
    lines: usize,
}

fn handlers(code: &[Token]) -> Vec<Handler<'_>> {
    let found = code.windows(3).enumerate().filter_map(|(at, window)| match window {
        [first, second, name] if first.is_word("async") && second.is_word("fn") => {
            let lines = (!name.in_test).then(|| lines_of_body(code, at))?;
            Some(Handler { name: &name.text, line: name.line, lines })
        }
        _ => None,
    });
    found.collect()
}

/// Lines between the braces of the function that begins at `start`.
fn lines_of_body(code: &[Token], start: usize) -> usize {
    let Some(open) = (start..code.len()).find(|at| code.get(*at).is_some_and(|t| t.is_mark("{")))
    else {
        return 0;
    };
    let close = open + 1 + inside(code, open).len();
    let line = |at: usize| code.get(at).map_or(0, |token| token.line);
    line(close).saturating_sub(line(open) + 1)
}

fn too_long(source: &Source) -> Vec<Fault> {
    if !source.plays("routes") {
        return Vec::new();
    }
    let long = handlers(&source.code).into_iter().filter(|handler| handler.lines > LINES_MAX);
    let fault = |Handler { name, line, lines }: Handler<'_>| {
        source.fault(
            line,
            format!("a handler has at most {LINES_MAX} lines, `{name}` has {lines}"),
            "parse, call one action or one read, answer; the rest belongs to actions and rules",
        )
    };
    long.map(fault).collect()
}

#[test]
fn no_handler_must_be_scrolled() {
    holds_in(&[&SRC], too_long);
}

#[test]
fn a_planted_long_handler_is_found() {
    let handler = |count| {
        let body = "    a { b }; // }\n".repeat(count);
        format!("pub async fn f(\n    a: A,\n) -> Result<(), E>\nwhere\n    A: B,\n{{\n{body}}}\n")
    };
    let found = |path, text: &str| lines(too_long, path, text);

    assert!(found("src/org/routes.rs", &handler(15)).is_empty());
    assert_eq!(found("src/org/routes.rs", &(handler(1) + &handler(16))), [9]);
    assert_eq!(found("src/org/routes/units.rs", &handler(16)), [1]);
    assert!(found("src/org/actions.rs", &handler(16)).is_empty());
    let test = format!("#[cfg(test)]\nmod tests {{\n{}}}", handler(16));
    assert!(found("src/org/routes.rs", &test).is_empty());
    assert!(found("src/org/routes.rs", "async fn f() {}").is_empty());
}
