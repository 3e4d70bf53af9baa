//! Who ends a transaction.

use crate::source::{Fault, none_of, texts};

/// SQL after which SQLite rolls the whole transaction back by itself. A closure that overlooks it
/// runs its next statement outside of any transaction, where it commits at once.
const SELF_ROLLBACKS: &[&str] = &["OR ROLLBACK", "RAISE(ROLLBACK"];

/// Where SQL stands.
const SQL: &[&str] = &["src", "migrations"];

fn self_rollbacks(path: &str, text: &str) -> Vec<Fault> {
    let lines = (1..).zip(text.lines().map(str::to_uppercase));
    let found = lines.filter(|(_, line)| SELF_ROLLBACKS.iter().any(|sql| line.contains(sql)));
    let instead = "use ABORT, which takes back the one statement, and let the fault go up";
    let fault = |(line, _)| Fault::new(path, line, "no SQL ends the transaction itself", instead);
    found.map(fault).collect()
}

#[test]
fn only_the_database_layer_ends_a_transaction() {
    let texts = SQL.iter().flat_map(|under| texts(under));

    none_of(texts.flat_map(|(path, text)| self_rollbacks(&path, &text)));
}

#[test]
fn a_planted_rollback_is_found() {
    let planted = "SELECT 1;\ninsert or rollback into a values (1);\nSELECT RAISE(ROLLBACK, 'x');";

    let lines: Vec<usize> = self_rollbacks("migrations/sqlite/a/up.sql", planted)
        .iter()
        .map(|fault| fault.line)
        .collect();

    assert_eq!(lines, [2, 3]);
}
