//! The table's rows of attendances, records and reports; columns as in `table`.

use super::{
    table::{GONE, Row, SIGNED},
    target::Target::{
        Absent, Begun, InReview, LinHerself, LinsDispute, LinsOpenStay, LinsOverlap, LinsRecord,
        LinsStay, Nothing, Opened, ProposedEnd, Served, VoidAsked,
    },
};

/// What those read of a shift who have a role over the brigade; its members know the shift.
const ON_THE_DESK: &str = "401 401 401 · 403 403 404 · 200 404 · 200 404 · 200 200";
/// What those change of a shift who lead the brigade; its members know the shift.
const LED: &str = "401 401 401 · 403 403 404 · 200 404 · 200 404 · 403 200";
/// What `lin` reads, and those who have a role over her brigade.
const OF_LIN: &str = "401 401 401 · 200 404 404 · 200 404 · 200 404 · 200 200";
/// What those read of `lin` who see her, each of units that he reads.
const OF_APPLICANT: &str = "401 401 401 · 200 404 404 · 200 404 · 200 200 · 200 200";
/// What those do for `lin` who lead her brigade, or she herself.
const FOR_LIN: &str = "401 401 401 · 200 404 404 · 200 404 · 200 404 · 403 200";
/// What those decide about `lin` who lead her brigade, and never she herself.
const ABOUT_LIN: &str = "401 401 401 · 403 404 404 · 200 404 · 200 404 · 403 200";
/// The same about somebody else, of whom she knows nothing.
const ABOUT_ANOTHER: &str = "401 401 401 · 404 404 404 · 200 404 · 200 404 · 403 200";
/// What `lin` alone does.
const BY_LIN: &str = "401 401 401 · 200 404 404 · 403 404 · 403 404 · 403 403";

pub(super) const ATTENDED: &[Row] = &[
    // Attendances.
    ("GET /v1/me/attendances", Nothing, SIGNED),
    ("GET /v1/shifts/{shift}/roster", Opened, ON_THE_DESK),
    ("GET /v1/shifts/{shift}/roster", Absent, GONE),
    ("GET /v1/shifts/{shift}/attendances", Opened, ON_THE_DESK),
    ("GET /v1/shifts/{shift}/attendances", Absent, GONE),
    // Presence is not refused to who knows of the shift; the first administrator is no member of
    // anything.
    (
        "POST /v1/shifts/{shift}/check-ins",
        Begun,
        "401 401 401 · 201 201 404 · 201 404 · 201 404 · 201 409",
    ),
    ("POST /v1/shifts/{shift}/check-ins", Absent, GONE),
    ("POST /v1/shifts/{shift}/marks", Begun, LED),
    ("POST /v1/shifts/{shift}/marks", Absent, GONE),
    ("GET /v1/attendances/{attendance}", LinsStay, OF_LIN),
    ("GET /v1/attendances/{attendance}", Absent, GONE),
    ("POST /v1/attendances/{attendance}/check-out", LinsOpenStay, BY_LIN),
    ("POST /v1/attendances/{attendance}/check-out", Absent, GONE),
    ("POST /v1/attendances/{attendance}/propose-end", LinsOpenStay, FOR_LIN),
    ("POST /v1/attendances/{attendance}/propose-end", Absent, GONE),
    ("POST /v1/attendances/{attendance}/confirm-end", ProposedEnd, FOR_LIN),
    ("POST /v1/attendances/{attendance}/confirm-end", Absent, GONE),
    ("POST /v1/attendances/{attendance}/void", LinsStay, ABOUT_LIN),
    ("POST /v1/attendances/{attendance}/void", Absent, GONE),
    ("POST /v1/attendances/{attendance}/confirm-void", VoidAsked, ABOUT_LIN),
    ("POST /v1/attendances/{attendance}/confirm-void", Absent, GONE),
    // The other stay is in the brigade of `tang`: who leads one of the two only does not decide.
    (
        "POST /v1/attendances/{attendance}/settle-overlap",
        LinsOverlap,
        "401 401 401 · 403 404 404 · 403 404 · 200 404 · 403 200",
    ),
    ("POST /v1/attendances/{attendance}/settle-overlap", Absent, GONE),
    // Records.
    ("GET /v1/me/service-records", Nothing, SIGNED),
    ("GET /v1/me/totals", Nothing, SIGNED),
    ("GET /v1/service-records", Nothing, SIGNED),
    ("GET /v1/service-records/{record}", LinsRecord, OF_LIN),
    ("GET /v1/service-records/{record}", Absent, GONE),
    // She has applied to a brigade of the other district by now, whose administration sees her.
    ("GET /v1/people/{person}/service-records", LinHerself, OF_APPLICANT),
    ("GET /v1/people/{person}/service-records", Absent, GONE),
    ("GET /v1/people/{person}/totals", LinHerself, OF_APPLICANT),
    ("GET /v1/people/{person}/totals", Absent, GONE),
    ("POST /v1/service-records/confirm", Served, SIGNED),
    ("POST /v1/service-records/approve", InReview, SIGNED),
    ("POST /v1/service-records/{record}/confirm", Served, ABOUT_ANOTHER),
    ("POST /v1/service-records/{record}/confirm", LinsStay, ABOUT_LIN),
    ("POST /v1/service-records/{record}/confirm", Absent, GONE),
    ("POST /v1/service-records/{record}/approve", InReview, ABOUT_ANOTHER),
    ("POST /v1/service-records/{record}/approve", Absent, GONE),
    ("POST /v1/service-records/{record}/reject", InReview, ABOUT_ANOTHER),
    ("POST /v1/service-records/{record}/reject", Absent, GONE),
    ("POST /v1/service-records/{record}/corrections", LinsRecord, ABOUT_LIN),
    ("POST /v1/service-records/{record}/corrections", Absent, GONE),
    ("POST /v1/service-records/{record}/disputes", LinsRecord, BY_LIN),
    ("POST /v1/service-records/{record}/disputes", Absent, GONE),
    // Headquarters approved it, and does not answer the objection to that.
    (
        "POST /v1/service-records/{record}/uphold",
        LinsDispute,
        "401 401 401 · 403 404 404 · 200 404 · 200 404 · 403 403",
    ),
    ("POST /v1/service-records/{record}/uphold", Absent, GONE),
    // Reports.
    ("GET /v1/shifts/{shift}/reports", Begun, ON_THE_DESK),
    ("GET /v1/shifts/{shift}/reports", Absent, GONE),
    (
        "POST /v1/shifts/{shift}/reports",
        Begun,
        "401 401 401 · 403 403 404 · 201 404 · 201 404 · 403 201",
    ),
    ("POST /v1/shifts/{shift}/reports", Absent, GONE),
];
