//! The registry of codes as a page: `muster errors`, `/docs/errors`, `api-spec/errors.md`.

use std::fmt::Write;

use actix_web::{HttpResponse, get};

use crate::kernel::{
    codes::{Code, Entry, FieldCode},
    language::Text,
};

const INTRODUCTION: &str = "# Errors 错误码

Generated from `src/kernel/codes.rs` by `muster errors`; a test fails when the two differ.

Every failed request answers `application/problem+json` (RFC 9457). Match on `code`; the texts are
for people and come in the caller's language. A 4xx changed nothing and says why; a 5xx is ours, and
the log has its cause under `request_id`. Only after `storage_failed` it is not known whether the
request was stored: send it again with the same ids.
";

/// The page that the `type` of a problem leads to.
#[get("/docs/errors")]
pub(crate) async fn errors() -> HttpResponse {
    HttpResponse::Ok().content_type("text/markdown; charset=utf-8").body(errors_page())
}

/// The registry of codes, in both languages.
#[must_use]
pub fn errors_page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for code in Code::ALL {
        // Writing to a string does not fail.
        let _infallible = write_code(&mut page, &code.entry());
    }
    page.push_str(
        "\n## Fields 字段\n\n`errors[].code` of `invalid_fields` and `invalid_query`:\n\n",
    );
    page.push_str("| code | 中文 | English |\n|---|---|---|\n");
    for code in FieldCode::ALL {
        let Text { zh, en } = code.text();
        let _infallible = writeln!(page, "| `{}` | {zh} | {en} |", code.word());
    }
    page
}

fn write_code(page: &mut String, entry: &Entry) -> std::fmt::Result {
    let again = if entry.retryable { ", may be sent again" } else { "" };
    writeln!(page, "\n## `{}`\n\n{}{again}\n", entry.word, entry.status)?;
    writeln!(page, "| | 中文 | English |\n|---|---|---|")?;
    let rows = [
        ("title", entry.title),
        ("detail", entry.detail),
        ("user", entry.user),
        ("leader", entry.leader),
        ("operator", entry.operator),
    ];
    rows.iter()
        .try_for_each(|(name, text)| writeln!(page, "| {name} | {} | {} |", text.zh, text.en))
}
