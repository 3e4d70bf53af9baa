//! Both databases migrate by the same steps.

use std::{collections::BTreeSet, fs, io, path::Path};

use crate::source::{Fault, entries, none_of, root};

/// One folder of migrations a database.
const TREES: &[&str] = &["migrations/sqlite", "migrations/postgresql"];

/// What each migration has: the way there and the way back.
const STEPS: &[&str] = &["up.sql", "down.sql"];

fn names(tree: &Path) -> BTreeSet<String> {
    let folders = entries(tree).into_iter().filter(|path| path.is_dir());
    folders.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect()
}

fn uneven_steps(root: &Path) -> Vec<Fault> {
    let all: BTreeSet<String> = TREES.iter().flat_map(|tree| names(&root.join(tree))).collect();
    let steps = TREES.iter().flat_map(|tree| {
        all.iter().flat_map(move |name| STEPS.iter().map(move |s| format!("{tree}/{name}/{s}")))
    });
    let missing = steps.filter(|step| !says_something(&root.join(step)));
    let fault = |step: String| {
        let rule = "each migration has an up.sql and a down.sql for both databases, none empty";
        let instead = "write the step; where a database has nothing to do, `SELECT 1;` and say why";
        Fault::new(&step, 1, rule, instead)
    };
    missing.map(fault).collect()
}

fn says_something(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| !text.trim().is_empty())
}

#[test]
fn both_databases_have_the_same_migrations() {
    none_of(uneven_steps(root()));
}

#[test]
fn a_planted_uneven_migration_is_found() -> io::Result<()> {
    let root = std::env::temp_dir().join(format!("muster-tidy-{}", std::process::id()));
    let plant = |path: &str, text: &str| {
        let path = root.join("migrations").join(path);
        fs::create_dir_all(path.with_file_name(""))?;
        fs::write(path, text)
    };
    for step in ["sqlite/0001_a/up.sql", "sqlite/0001_a/down.sql", "postgresql/0001_a/up.sql"] {
        plant(step, "SELECT 1;")?;
    }
    plant("postgresql/0001_a/down.sql", " \n")?;
    plant("sqlite/0002_b/up.sql", "SELECT 1;")?;
    plant("sqlite/README.md", "Not a migration.")?;

    let found: Vec<String> = uneven_steps(&root).into_iter().map(|fault| fault.path).collect();
    fs::remove_dir_all(&root)?;

    assert_eq!(
        found,
        [
            "migrations/sqlite/0002_b/down.sql",
            "migrations/postgresql/0001_a/down.sql",
            "migrations/postgresql/0002_b/up.sql",
            "migrations/postgresql/0002_b/down.sql",
        ]
    );
    Ok(())
}
