//! Which table is whose, what is never changed, and where the two databases differ.

use crate::{
    paths::Path,
    source::{Fault, SRC, Source, holds_in, lines, none_of},
    tokens::{Kind, Token, attribute, inside, words_before},
};

/// The owner of each table: its `store.rs` holds all SQL on them.
const OWNERS: &[(&str, &[&str])] = &[
    ("acts", &["acts", "act_details"]),
    ("changelog", &["feed", "bucket_heads", "grants"]),
    ("cells", &["cells", "served_cells", "session_days"]),
    ("platform", &["settings", "leases"]),
    ("notices", &["notices", "outbox"]),
    ("identity", &["accounts", "devices", "sessions", "login_failures"]),
    ("identity", &["setup_codes", "claim_codes", "invites"]),
    ("people", &["people", "person_fields", "person_keys", "consents"]),
    ("org", &["units", "unit_ancestors", "roles"]),
    ("org", &["memberships", "suspensions", "insurance_policies"]),
    ("activities", &["programs", "sites", "activities"]),
    ("activities", &["shifts", "shift_seats", "sign_ups"]),
    ("ledger", &["service_records", "ledger_entries"]),
    ("attendance", &["attendances", "attendance_events", "attendance_evidence"]),
    ("attendance", &["shift_reports", "shift_report_notes"]),
];

/// Stores by the beginning of their path, the calls and the SQL that they never make, and what they
/// do instead.
const NEVER: &[(&str, &[&str], &[&str], &str)] = &[
    ("src/acts/store", CHANGING, CHANGING_SQL, APPEND_ONLY),
    ("src/attendance/store/events", CHANGING, CHANGING_SQL, APPEND_ONLY),
    ("src/attendance/store/reports", CHANGING, CHANGING_SQL, APPEND_ONLY),
    ("src/ledger/store/entries", CHANGING, CHANGING_SQL, APPEND_ONLY),
    ("src/tally/store", CHANGING, CHANGING_SQL, READS),
    ("src/tally/store", &["insert_into", "insert_or_ignore_into"], &["INSERT INTO "], READS),
];

const CHANGING: &[&str] = &["update", "delete", "do_update", "replace_into", "save_changes"];
const CHANGING_SQL: &[&str] = &["UPDATE ", "DELETE FROM ", "REPLACE INTO ", "TRUNCATE "];
const APPEND_ONLY: &str = "insert a row that reverses or corrects the earlier one";
const READS: &str = "let the feature that owns the table write; tally reads";

/// The names by which a backend is told from the other.
const BACKENDS: &[&str] = &["Conn::Sqlite", "Conn::Postgresql"];

fn owner(table: &str) -> Option<&'static str> {
    OWNERS.iter().find(|(_, tables)| tables.contains(&table)).map(|(module, _)| *module)
}

fn is_of_db(source: &Source) -> bool {
    source.path.starts_with("src/platform/db/")
}

/// Lines that name the schema, with the table named.
fn tables_named(source: &Source) -> Vec<(usize, Option<String>)> {
    let module = source.module();
    let named = source.paths.iter().filter_map(|path| {
        let segments = path.absolute(&module).unwrap_or_else(|| path.segments.clone());
        let bare = path.segments.len() == 1; // A word such as `#[schema(…)]`.
        let is_schema = segments.first()? == "schema" && !bare;
        is_schema.then(|| (path.line, segments.get(1).cloned()))
    });
    named.collect()
}

fn may_name(source: &Source, table: Option<&str>) -> bool {
    let home = source.home();
    let owned = match (table, home.as_deref()) {
        (None | Some("self"), Some(_)) | (_, Some("tally")) => true,
        (Some(table), home) => owner(table) == home,
        (None, None) => false,
    };
    let is_store = source.plays("store") || home.as_deref() == Some("platform");
    is_of_db(source) || (is_store && owned)
}

fn tables_of_others(source: &Source) -> Vec<Fault> {
    if source.path == "src/schema.rs" {
        return Vec::new();
    }
    let wrong = tables_named(source).into_iter().filter(|(_, t)| !may_name(source, t.as_deref()));
    let fault = |(line, table): (usize, Option<String>)| {
        let named = ["schema".to_owned()].into_iter().chain(table).collect::<Vec<_>>().join("::");
        let rule = format!("`{named}` stands only in the store.rs of its owner and in tally's");
        source.fault(line, rule, ASK_THE_OWNER)
    };
    wrong.map(fault).collect()
}

const ASK_THE_OWNER: &str = "call a public function of the store.rs whose module owns the table \
    (OWNERS in tests/tidy/database.rs)";

/// The tables that `diesel::table!` declares, with their lines.
fn tables_declared(source: &Source) -> Vec<&Token> {
    let pairs = source.code.iter().zip(source.code.iter().skip(1)).enumerate();
    let calls = pairs.filter(|(_, (word, next))| word.is_word("table") && next.is_mark("!"));
    calls.filter_map(|(at, _)| name_declared(inside(&source.code, at + 2))).collect()
}

/// `acts` of `use …; #[doc(…)] acts (id) { … }`.
fn name_declared(body: &[Token]) -> Option<&Token> {
    let mut at = 0;
    while let Some(token) = body.get(at) {
        if let Some((_, after)) = attribute(body, at) {
            at = after;
        } else if body.get(at + 1)?.is_mark("(") {
            return Some(token);
        } else {
            at += 1;
        }
    }
    None
}

fn tables_without_owner(source: &Source) -> Vec<Fault> {
    let tables = tables_declared(source).into_iter().filter(|table| owner(&table.text).is_none());
    let fault = |table: &Token| {
        let rule = format!("table `{}` has no owner", table.text);
        source.fault(table.line, rule, "name its module in OWNERS of tests/tidy/database.rs")
    };
    tables.map(fault).collect()
}

fn writes_never_made(source: &Source) -> Vec<Fault> {
    let calls = words_before(&source.code, "(");
    let literals = source.code.iter().filter(|token| token.kind == Kind::Literal);
    let literals: Vec<&Token> = literals.collect();
    let mut faults = Vec::new();
    let bound = NEVER.iter().filter(|(stores, ..)| source.path.starts_with(stores));
    for (stores, forbidden, sql, instead) in bound {
        let called = calls.iter().filter(|call| forbidden.contains(&call.text.as_str()));
        let sent = literals.iter().filter(|text| sql.iter().any(|verb| text.text.contains(verb)));
        faults.extend(called.chain(sent).map(|token| {
            let rule = format!("{stores} never makes this write: `{}`", token.text);
            source.fault(token.line, rule, instead)
        }));
    }
    faults
}

fn backends_matched(source: &Source) -> Vec<Fault> {
    if is_of_db(source) {
        return Vec::new();
    }
    let told = |path: &&Path| BACKENDS.iter().any(|backend| path.mentions(backend));
    let matched = source.paths.iter().filter(told).map(|path| path.line);
    let macros = words_before(&source.code, "!").into_iter();
    let both = macros.filter(|word| word.text == "both" && !source.plays("store"));
    let lines = matched.chain(both.map(|word| word.line));
    let fault = |line| {
        source.fault(
            line,
            "only src/platform/db tells the two databases apart (`both!` may stand in a store.rs)",
            "write one portable query in store.rs, or a new wrapper in src/platform/db",
        )
    };
    lines.map(fault).collect()
}

#[test]
fn a_table_is_named_only_in_its_owners_store_and_in_tallys() {
    holds_in(&[&SRC], tables_of_others);
}

#[test]
fn every_table_has_an_owner() {
    let schema = SRC.iter().filter(|source| source.path == "src/schema.rs");

    none_of(schema.flat_map(tables_without_owner));
}

#[test]
fn append_only_stores_change_nothing_and_tally_writes_nothing() {
    holds_in(&[&SRC], writes_never_made);
}

#[test]
fn only_the_database_layer_tells_the_backends_apart() {
    holds_in(&[&SRC], backends_matched);
}

#[test]
fn a_planted_table_of_another_feature_is_found() {
    let planted = "use crate::schema::{\n    units,\n    acts::dsl,\n};\nuse crate::schema;\n\
                   fn f() { schema::feed::table; }\n#[schema(value_type = String)]\nstruct S;\n\
                   // schema::people\n#[diesel(table_name = crate::schema::leases)]\nstruct T;";

    let found = |path| lines(tables_of_others, path, planted);
    assert_eq!(found("src/org/store.rs"), [3, 6, 10]);
    assert_eq!(found("src/org/store/units.rs"), [3, 6, 10]);
    assert_eq!(found("src/org/actions.rs"), [2, 3, 5, 6, 10]);
    assert_eq!(found("src/platform/timer.rs"), [2, 3, 6]);
    assert!(found("src/tally/store.rs").is_empty());
    assert!(found("src/platform/db/flush.rs").is_empty());
    assert_eq!(found("src/tally/routes.rs"), [2, 3, 5, 6, 10]);
    assert!(
        lines(tables_of_others, "src/org/store.rs", "use utoipa::openapi::schema::X;").is_empty()
    );
}

#[test]
fn a_planted_table_without_owner_is_found() {
    let planted = "diesel::table! {\n    use diesel::sql_types::*;\n    #[sql_name = \"x\"]\n    \
                   acts (id) {\n        #[max_length = 3]\n        id -> Binary,\n    }\n}\n\
                   table! {\n    strays (id, at) { id -> Binary, at -> Nullable<BigInt>, }\n}";

    assert_eq!(lines(tables_without_owner, "src/schema.rs", planted), [10]);
    let tables = Source::new("src/schema.rs", planted);
    let named: Vec<&str> = tables_declared(&tables).iter().map(|t| t.text.as_str()).collect();
    assert_eq!(named, ["acts", "strays"]);
}

#[test]
fn a_planted_change_in_an_append_only_store_is_found() {
    let planted = "fn f() {\n    diesel::update(acts::table);\n    delete(x);\n    \
                   insert_into(y).on_conflict(z).do_update();\n    // diesel::delete(x)\n    \
                   sql_query(\"DELETE FROM acts\");\n}";

    assert_eq!(lines(writes_never_made, "src/ledger/store/entries.rs", planted), [2, 3, 4, 6]);
    assert_eq!(lines(writes_never_made, "src/tally/store.rs", planted), [2, 3, 4, 6, 4]);
    assert!(lines(writes_never_made, "src/org/store.rs", planted).is_empty());
}

#[test]
fn a_planted_match_on_the_backend_is_found() {
    let planted = "match conn {\n    Conn::Sqlite(c) => x,\n    db::Conn::Postgresql(c) => y,\n}\n\
                   both!(conn, insert);\nuse crate::platform::db::both;";

    assert_eq!(lines(backends_matched, "src/org/actions.rs", planted), [2, 3, 5]);
    assert_eq!(lines(backends_matched, "src/org/store.rs", planted), [2, 3]);
    assert!(lines(backends_matched, "src/platform/db/mod.rs", planted).is_empty());
}
