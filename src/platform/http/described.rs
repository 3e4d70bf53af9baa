//! The problems of each route in OpenAPI, derived from what the route takes, so that no handler has
//! to list them.

use utoipa::openapi::{
    OpenApi, Ref, RefOr, Response, ResponseBuilder,
    content::ContentBuilder,
    path::{HttpMethod, Operation, PathItem},
};

use crate::kernel::codes::Code;

/// Adds to each route the problems that it may answer with.
pub fn describe_problems(openapi: &mut OpenApi) {
    for item in openapi.paths.paths.values_mut() {
        for (method, operation) in operations(item) {
            for status in statuses(&method, operation) {
                let responses = &mut operation.responses.responses;
                responses.entry(status.to_string()).or_insert_with(|| described(status));
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let methods = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    methods.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn statuses(method: &HttpMethod, operation: &Operation) -> Vec<u16> {
    // 405 is for the methods that the path does not list; 500 and 503 can always happen.
    let mut statuses = vec![405, 500, 503];
    let signed = operation.security.is_none();
    let takes_body = operation.request_body.is_some();
    if signed {
        statuses.push(401);
    }
    // Who is not signed says in the body who he is, and may say it wrongly, or too often.
    if !signed && takes_body {
        statuses.extend([401, 429]);
    }
    // What is named in the path, a filter or the body may not be there, or not be the caller's.
    let names = operation.parameters.is_some() || takes_body;
    if names {
        statuses.extend([400, 404]);
    }
    if takes_body {
        statuses.extend([413, 415]);
    }
    let acts = *method != HttpMethod::Get;
    if acts || (signed && names) {
        statuses.push(403);
    }
    // A key that is no key is a faulty field too, so an act without a body can get 422.
    if acts {
        statuses.extend([409, 422]);
    }
    if *method == HttpMethod::Patch {
        statuses.extend([412, 428]);
    }
    statuses
}

/// A status with the words that carry it.
fn described(status: u16) -> RefOr<Response> {
    let entries = Code::ALL.iter().map(|code| code.entry());
    let words = entries.filter(|entry| entry.status == status).map(|entry| entry.word);
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new()
        .description(words.collect::<Vec<_>>().join(", "))
        .content("application/problem+json", content);
    RefOr::T(response.build())
}
