//! Each dependency says what it saves us.

use crate::source::{Fault, none_of, texts};

/// The sections whose lines are dependencies.
const SECTIONS: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

/// Lines of dependencies that no comment stands above; a comment reaches to the next blank line.
fn lines_without_reason(manifest: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut in_section, mut told, mut depth) = (false, false, 0_usize);
    for (line, text) in (1..).zip(manifest.lines().map(str::trim)) {
        let continues = depth > 0;
        let values = text.split('#').next().unwrap_or_default();
        depth = (depth + count(values, ['[', '{'])).saturating_sub(count(values, [']', '}']));
        if continues {
            continue;
        }
        if text.starts_with('#') {
            told = true;
        } else if let Some(header) = text.strip_prefix('[') {
            let (own_line, section) =
                (header.contains("dependencies."), header.trim_end_matches(']'));
            if own_line && !told {
                found.push(line);
            }
            in_section =
                section.split('.').next_back().is_some_and(|name| SECTIONS.contains(&name));
            told = false;
        } else if text.is_empty() {
            told = false;
        } else if in_section && !told {
            found.push(line);
        }
    }
    found
}

fn count(text: &str, brackets: [char; 2]) -> usize {
    text.matches(brackets).count()
}

#[test]
fn every_dependency_stands_below_its_reason() {
    let manifest = texts("Cargo.toml").into_iter();
    let lines = manifest.flat_map(|(_, text)| lines_without_reason(&text));

    let fault = |line| {
        let rule = "a dependency stands below a comment that says what it saves us";
        Fault::new("Cargo.toml", line, rule, "write the sentence, or 50 lines of our own")
    };
    none_of(lines.map(fault));
}

#[test]
fn a_planted_dependency_without_reason_is_found() {
    let planted = "[package]\nname = \"x\"\n# Over the header.\n[dependencies]\na = \"1\"\n\
                   # B [and c.\nb = { version = \"1\", features = [\n    \"f\",\n] }\nc = \"1\"\n\n\
                   d = \"1\"\n[dependencies.e]\nversion = \"1\"\n# F.\n[dependencies.f]\n\
                   version = \"1\"\n[target.'cfg(unix)'.dev-dependencies]\ng = \"1\"\n\
                   [features]\nh = []";

    assert_eq!(lines_without_reason(planted), [5, 12, 13, 19]);
}
