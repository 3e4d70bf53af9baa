//! The files of the house, and how a fault in one is told.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use crate::{
    paths::{self, Path as CodePath},
    tokens::{self, Token},
};

/// A Rust file, read.
pub(crate) struct Source {
    /// From the repository's root, with slashes: `src/org/rules.rs`.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) code: Vec<Token>,
    pub(crate) comments: Vec<Token>,
    pub(crate) paths: Vec<CodePath>,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let (code, comments) = tokens::read(text);
        let paths = paths::paths(&code);
        Self { path: path.to_owned(), text: text.to_owned(), code, comments, paths }
    }

    /// The module that the file is: `src/org/rules.rs` is `["org", "rules"]`, the roots are `[]`.
    pub(crate) fn module(&self) -> Vec<String> {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let stem = inner.strip_suffix(".rs").unwrap_or(inner);
        let mut segments: Vec<String> = stem.split('/').map(str::to_owned).collect();
        if let [.., last] = segments.as_slice()
            && ["mod", "lib", "main"].contains(&last.as_str())
        {
            segments.pop();
        }
        segments
    }

    /// The feature or other top-level module that the file belongs to; none for the roots.
    pub(crate) fn home(&self) -> Option<String> {
        self.module().first().cloned()
    }

    /// Whether the file has a part of a feature: `store` is `store.rs`, or a file of `store/`.
    pub(crate) fn plays(&self, part: &str) -> bool {
        self.module().iter().skip(1).any(|segment| segment == part)
    }

    /// Whether the whole file is a test module: `tests.rs`, or a file of `tests/`.
    pub(crate) fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.module().iter().any(|segment| segment == "tests")
    }

    /// A fault of this file.
    pub(crate) fn fault(&self, line: usize, rule: impl Into<String>, instead: &str) -> Fault {
        Fault::new(&self.path, line, rule, instead)
    }
}

/// A place where a rule does not hold.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) path: String,
    pub(crate) line: usize,
    rule: String,
    instead: String,
}

impl Fault {
    pub(crate) fn new(path: &str, line: usize, rule: impl Into<String>, instead: &str) -> Self {
        Self { path: path.to_owned(), line, rule: rule.into(), instead: instead.to_owned() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}: {}.", self.path, self.line, self.rule)?;
        writeln!(f, "    Instead: {}.", self.instead)
    }
}

/// Fails the test with every fault, if there is any.
#[track_caller]
pub(crate) fn none_of(faults: impl IntoIterator<Item = Fault>) {
    let mut told: Vec<String> = faults.into_iter().map(|fault| fault.to_string()).collect();
    told.dedup();
    assert!(told.is_empty(), "faults: {}\n\n{}", told.len(), told.join(""));
}

/// Fails the test with every fault that a rule finds in these files.
#[track_caller]
pub(crate) fn holds_in(files: &[&LazyLock<Vec<Source>>], rule: fn(&Source) -> Vec<Fault>) {
    none_of(files.iter().flat_map(|files| files.iter()).flat_map(rule));
}

/// The lines at which a rule finds a fault in a planted file.
pub(crate) fn lines(rule: fn(&Source) -> Vec<Fault>, path: &str, text: &str) -> Vec<usize> {
    rule(&Source::new(path, text)).iter().map(|fault| fault.line).collect()
}

/// Every Rust file of the server.
pub(crate) static SRC: LazyLock<Vec<Source>> = LazyLock::new(|| rust_files("src"));

/// Every Rust file of the tests, these included.
pub(crate) static TESTS: LazyLock<Vec<Source>> = LazyLock::new(|| rust_files("tests"));

fn rust_files(folder: &str) -> Vec<Source> {
    let rust = texts(folder).into_iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, text)| Source::new(&path, &text)).collect()
}

/// Path and text of every text file under a file or folder, sorted; none if it is not there.
pub(crate) fn texts(under: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(under), &mut found);
    found.sort();
    found
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands in a folder; nothing if it is not there.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).into_iter().flatten();
    listed.map(|entry| entry.unwrap_or_else(|error| panic!("{folder:?}: {error}")).path()).collect()
}

fn collect(path: &Path, found: &mut Vec<(String, String)>) {
    for entry in entries(path) {
        collect(&entry, found);
    }
    // What is not UTF-8 is no text, and no rule of this house is about it.
    if let Some(text) = path.is_file().then(|| fs::read_to_string(path).ok()).flatten() {
        let inner = path.strip_prefix(root()).unwrap_or(path);
        found.push((inner.to_string_lossy().replace('\\', "/"), text));
    }
}

#[test]
fn the_walk_sees_the_library_and_this_file() {
    assert!(SRC.iter().any(|source| source.path == "src/lib.rs"));
    assert!(TESTS.iter().any(|source| source.path == file!().replace('\\', "/")));
    assert!(texts("README-that-is-not-there.md").is_empty());
}

#[test]
fn a_fault_tells_where_what_and_what_to_do() {
    let told = Source::new("src/a.rs", "").fault(3, "no x", "write y").to_string();

    assert_eq!(told, "src/a.rs:3: no x.\n    Instead: write y.\n");
}

#[test]
#[should_panic(expected = "src/a.rs:3: no x")]
fn a_fault_fails_the_test() {
    none_of([Source::new("src/a.rs", "").fault(3, "no x", "write y")]);
}
