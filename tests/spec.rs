//! What `api-spec/` says is what the program says of itself.
//!
//! `MUSTER_UPDATE_SPEC=1 cargo test --test spec` writes the files anew.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{collections::BTreeSet, fs, path::Path};

use muster::kernel::{codes::Code, language::Language};
use serde_json::Value;

fn is_up_to_date(file: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("api-spec").join(file);
    let generated = format!("{}\n", generated.trim_end());
    if option_env_set("MUSTER_UPDATE_SPEC") {
        fs::write(&path, &generated).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == generated,
        "api-spec/{file} is not what the code says; run MUSTER_UPDATE_SPEC=1 cargo test --test spec"
    );
}

#[expect(clippy::disallowed_methods, reason = "a switch for whoever runs the tests")]
fn option_env_set(name: &str) -> bool {
    std::env::var(name).is_ok()
}

#[test]
fn the_description_of_the_api_is_up_to_date() {
    is_up_to_date("openapi.json", &muster::cli::openapi_json().unwrap());
}

/// The names of the schemas that a part of the description refers to.
fn named(part: &Value) -> Vec<String> {
    match part {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).into_iter();
            let own = own.filter_map(|path| path.rsplit('/').next()).map(str::to_owned);
            own.chain(fields.values().flat_map(named)).collect()
        }
        Value::Array(parts) => parts.iter().flat_map(named).collect(),
        _ => Vec::new(),
    }
}

/// The properties of a schema, also of one that is put together.
fn properties(schema: &Value) -> Vec<(String, &Value)> {
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(properties);
    let own = schema["properties"].as_object().into_iter().flatten();
    own.map(|(name, property)| (name.clone(), property)).chain(parts).collect()
}

#[test]
fn every_property_of_a_plan_is_described() {
    let api: Value = serde_json::from_str(&muster::cli::openapi_json().unwrap()).unwrap();
    let paths = api["paths"].as_object().unwrap().values();
    let acts = paths.flat_map(|path| path.as_object().unwrap().values());
    let acts = acts.filter(|act| act["tags"][0] == "activities");
    let mut open: Vec<String> = acts
        .flat_map(|act| [&act["requestBody"], &act["responses"]["200"], &act["responses"]["201"]])
        .flat_map(named)
        .collect();

    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        let schema = &api["components"]["schemas"][&name];
        for (property, said) in properties(schema) {
            assert!(said.to_string().contains("\"description\""), "{name}.{property}");
        }
        open.extend(named(schema).into_iter().filter(|name| !seen.contains(name)));
        seen.insert(name);
    }

    assert!(seen.contains("ActivityView") && seen.contains("CornerBody"), "{seen:?}");
}

#[test]
fn the_labels_of_all_words_are_up_to_date() {
    for language in [Language::Chinese, Language::English] {
        let labels = muster::cli::labels_json(language).unwrap();
        is_up_to_date(&format!("labels.{}.json", language.tag()), &labels);
    }
}

/// A code that no test meets may be one that nobody can get.
#[test]
fn every_code_appears_in_a_test() {
    let tests = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    let sources = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let unit_tests = sources.iter().filter_map(|text| text.split_once("#[cfg(test)]"));
    let unit_tests: Vec<&str> = unit_tests.map(|(_, tests)| tests).collect();

    for code in Code::ALL {
        let word = format!("\"{}", code.entry().word);
        let variant = format!("{code:?}");
        let met = tests.iter().any(|text| text.contains(&word) || text.contains(&variant))
            || unit_tests.iter().any(|text| text.contains(&variant));
        assert!(met, "no test gets {word}");
    }
}

fn texts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: std::path::PathBuf| {
        if path.is_dir() { texts(&path) } else { vec![fs::read_to_string(path).unwrap()] }
    };
    entries.flat_map(text).collect()
}

#[test]
fn the_list_of_errors_is_up_to_date() {
    is_up_to_date("errors.md", &muster::platform::http::errors_page());
}
