//! What every route promises: problems, ids of requests, limits, languages.

use actix_web::test::TestRequest;
use diesel::connection::SimpleConnection;
use expect_test::expect;
use muster::platform::db::Limits;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::app::TestApp;

#[test_on_both]
async fn a_problem_speaks_the_language_that_was_asked_for(app: TestApp) {
    let in_language = |language: &'static str| {
        let request = TestRequest::get().uri("/v1/me");
        app.send(request.insert_header(("Accept-Language", language)))
    };

    let english = in_language("en-GB, zh;q=0.5").await.expect(401);
    let chinese = in_language("fr").await.expect(401);

    assert_eq!(english.json()["title"], "Please sign in");
    assert_eq!(chinese.json()["title"], "需要登录");
    assert_eq!(english.header("content-language"), "en");
    assert_eq!(english.header("content-type"), "application/problem+json");
    assert_eq!(english.header("www-authenticate"), "Bearer");
    assert_eq!(english.header("x-request-id"), english.json()["request_id"].as_str().unwrap());
}

#[test_on_both]
async fn what_the_framework_refuses_is_a_problem_too(app: TestApp) {
    let nowhere = app.get("/v1/nowhere").await;
    let no_id = app.headquarters().await.get("/v1/units/not-an-id").await;
    let wrong_method = app.send(TestRequest::delete().uri("/v1/units")).await;
    let text = app.send(TestRequest::post().uri("/v1/auth/login").set_payload("{}")).await;

    assert_eq!(nowhere.expect(404).code(), "not_found");
    assert_eq!(no_id.expect(404).code(), "not_found");
    assert_eq!(wrong_method.header("allow"), "GET, POST");
    assert_eq!(wrong_method.expect(405).code(), "method_not_allowed");
    assert_eq!(text.expect(415).code(), "unsupported_media_type");
}

#[test_on_both]
async fn a_body_that_cannot_be_read_is_refused_and_nothing_is_stored(app: TestApp) {
    let qin = app.headquarters().await;
    let before = app.everything();
    let bomb = format!("{{\"kind\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    let huge = format!("{{\"name\":\"{}\"}}", "长".repeat(100_000));

    for (body, code) in [
        ("", "invalid_json"),
        ("{", "invalid_json"),
        ("[]", "invalid_fields"),
        (r#"{"name":"\ud800"}"#, "invalid_json"),
        (r#"{"name":"a\u0000b","kind":"district","parent":"x"}"#, "invalid_fields"),
        (r#"{"name":"a","nmae":"b"}"#, "invalid_fields"),
        (r#"{"name":1e400}"#, "invalid_json"),
        ("{} {}", "invalid_fields"),
        ("{\"name\":\"\u{0}\"}", "invalid_json"),
        (bomb.as_str(), "invalid_fields"),
        (huge.as_str(), "body_too_large"),
    ] {
        let request = TestRequest::post().uri("/v1/units");
        let request = request.insert_header(("Content-Type", "application/json"));
        let answer = qin.send(request.set_payload(body.to_owned())).await;
        assert_eq!(answer.code(), code, "{body:.40}");
    }
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn bytes_that_are_no_text_are_refused(app: TestApp) {
    let request = TestRequest::post().uri("/v1/auth/refresh");
    let request = request.insert_header(("Content-Type", "application/json"));

    let answer = app.send(request.set_payload(&b"{\"refresh_token\":\"\xff\xfe\"}"[..])).await;

    assert_eq!(answer.expect(400).code(), "invalid_json");
}

#[test_on_both]
async fn a_problem_holds_all_that_a_program_and_a_person_need(app: TestApp) {
    let qin = app.headquarters().await;
    let federation = qin.federation().await;

    let body = json!({ "kind": "squad", "name": "一分队", "parent": federation });
    let refused = qin.post("/v1/units", body).await;

    expect![[r#"
        409 {
          "advice": "请选择合适的上级组织。",
          "code": "unit_parent_invalid",
          "detail": "分队不能设在总会之下。",
          "errors": [],
          "params": {
            "kind": "squad",
            "parent_kind": "federation"
          },
          "request_id": "[id 1]",
          "retryable": false,
          "status": 409,
          "title": "不能放在此上级组织之下",
          "type": "/docs/errors#unit_parent_invalid"
        }"#]]
    .assert_eq(&refused.shown());
}

#[test_on_both]
async fn a_fault_tells_its_request_id_and_nothing_of_the_inside(app: TestApp) {
    let qin = app.headquarters().await;
    let body = json!({ "kind": "district", "name": "渝中", "parent": qin.federation().await });
    app.look(|conn| conn.batch_execute("DROP TABLE unit_ancestors"));

    let failed = qin.post("/v1/units", body).await.expect(500);

    assert_eq!(failed.code(), "internal");
    let text = failed.json().to_string();
    assert!(text.contains(failed.header("x-request-id")) && !text.contains("unit_ancestors"));
}

#[test_on_both]
async fn what_the_database_does_not_confirm_is_not_acknowledged(app: TestApp) {
    let qin = app.headquarters().await;
    let federation = qin.federation().await;
    app.look(|conn| conn.batch_execute("ALTER TABLE feed RENAME TO lost"));

    let body = json!({ "kind": "district", "name": "渝中", "parent": federation });
    let failed = qin.post("/v1/units", body).await.expect(503);

    assert_eq!(failed.code(), "storage_failed");
    let units = qin.get("/v1/units").await.expect(200).json();
    assert_eq!(units["items"].as_array().unwrap().len(), 1);
}

#[test_on_both]
async fn a_full_queue_sends_the_caller_away_for_a_moment(app: TestApp) {
    let limits = Limits { writes_waiting_max: 0, bytes_waiting_max: 0, ..Limits::default() };
    let busy = app.reopened(limits).await;

    let login = json!({ "refresh_token": app.headquarters().await.refresh_token });
    let refused = busy.post("/v1/auth/refresh", login).await.expect(503);

    assert_eq!(refused.code(), "queue_full");
    assert_eq!(refused.json()["retryable"], true);
    assert!((1..=5).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
}

#[test_on_both]
async fn the_server_says_whether_it_is_well(app: TestApp) {
    assert_eq!(app.get("/livez").await.expect(200).json(), json!({ "status": "ok" }));
    app.get("/readyz").await.expect(200);
    let metrics = String::from_utf8(app.get("/metrics").await.expect(200).body).unwrap();
    assert!(metrics.contains("muster_http_requests_total"), "{metrics}");

    app.muster.readiness.stop();

    let stopping = app.get("/readyz").await.expect(503);
    assert_eq!(stopping.code(), "stopping");
    assert!((1..=5).contains(&stopping.header("retry-after").parse::<u64>().unwrap()));
}

#[test_on_both]
async fn the_page_of_the_api_works_without_the_internet(app: TestApp) {
    assert_eq!(app.get("/docs").await.expect(308).header("location"), "/docs/");
    let page = String::from_utf8(app.get("/docs/").await.expect(200).body).unwrap();
    let openapi = app.get("/openapi.json").await.expect(200).json();

    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
    let errors = String::from_utf8(app.get("/docs/errors").await.expect(200).body).unwrap();
    assert!(errors.contains("## `unit_parent_invalid`"));
    assert_eq!(openapi["openapi"], "3.1.0");
    assert!(openapi["paths"]["/v1/units"]["post"].is_object());
}

#[test_on_both]
async fn an_app_learns_what_the_server_is_before_anybody_signs_in(app: TestApp) {
    let empty = app.get("/v1/meta").await.expect(200).json();
    let qin = app.headquarters().await;

    let meta = app.get("/v1/meta").await.expect(200).json();

    assert_eq!(empty["federation"], json!(null));
    assert_eq!(
        meta,
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "federation": { "id": qin.federation().await, "name": "总会" },
            "time_zone": "Asia/Shanghai",
            "languages": ["zh-CN", "en"],
            "server_time": "2026-11-22T00:00:00.000Z",
            "limits": {
                "body_bytes": 262_144,
                "page_items": 200,
                "batch_items": 200,
                "password_chars_min": 8,
            },
        })
    );
}
