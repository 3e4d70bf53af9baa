//! `muster demo`: what a newcomer types, reads and pastes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
};

use chrono::Days;
use diesel::connection::SimpleConnection;
use muster::{
    app::Muster,
    platform::{
        clock::Clock,
        db::{Folder, Limits, Target},
        keys::Key,
        random::Random,
    },
};
use serde_json::{Value, json};
use tempfile::TempDir;

const MUSTER: &str = env!("CARGO_BIN_EXE_muster");

/// Made in seconds.
const SMALL: [&str; 3] = ["--size", "small", "--no-serve"];
const SMALL_YEAR: [&str; 5] = ["--scale", "federation", "--size", "small", "--no-serve"];

/// What is printed below: three lines.
const LINES: usize = 3;

/// A small demo, filled once for all tests, where the next run of them fills it anew.
fn filled() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        let made = run(&folder, &SMALL);
        assert!(made.status.success(), "{}", text(&made.stderr));
        folder
    })
}

/// A copy of it, that a test may change.
fn copied() -> TempDir {
    let folder = TempDir::new().unwrap();
    let all = filled().join(".");
    let copied = Command::new("cp").arg("-a").arg(all).arg(folder.path()).status();
    assert!(copied.unwrap().success());
    folder
}

/// A demo that is served; it is killed when the test ends before it does.
struct Server {
    process: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Server {
    fn start(data: &Path, arguments: &[&str]) -> Self {
        let mut process = command(data, &["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    fn line(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }

    /// The one line for programs.
    fn json(&mut self) -> Value {
        serde_json::from_str(&self.line()).unwrap()
    }

    /// The lines that are printed to be pasted.
    fn lines_to_paste(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        while lines.len() < LINES {
            let line = self.line();
            if line.starts_with("TOKEN=") || line.starts_with("curl ") {
                lines.push(line);
            }
        }
        lines
    }

    /// What is printed up to a line that begins so.
    fn lines_until(&mut self, begins: &str) -> Vec<String> {
        let mut lines = vec![self.line()];
        while !lines.last().unwrap().starts_with(begins) {
            lines.push(self.line());
        }
        lines
    }

    fn stop(mut self) -> bool {
        let told = Command::new("kill").arg("-TERM").arg(self.process.id().to_string()).status();
        told.unwrap().success() && self.process.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_gone = self.process.kill();
        let _reaped = self.process.wait();
    }
}

fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(MUSTER);
    command.args(["demo", "--language", "en"]).args(arguments).arg("--data").arg(data);
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    command(data, arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What bash prints that runs a line as it was printed, after those before it.
fn pasted(lines: &[String]) -> String {
    text(&Command::new("bash").args(["-c", &lines.join("\n")]).output().unwrap().stdout)
}

/// Where all is to be tested, a missing `curl` is a failure.
fn has_curl() -> bool {
    let curl = Command::new("curl").arg("--version").stdout(Stdio::null()).status();
    let found = curl.is_ok_and(|status| status.success());
    let wanted = env::var_os("CI").is_some()
        || env::var_os("MUSTER_TEST_POSTGRES").is_some_and(|is| is == "required");
    assert!(found || !wanted, "there is no curl here: the lines to paste cannot be tried");
    if !found {
        eprintln!("there is no curl here: the lines to paste were not tried");
    }
    found
}

/// Signs somebody of the demo in over HTTP; answers the status line.
fn signs_in(address: &str, login: &Value) -> String {
    let body = json!({
        "method": "password",
        "phone": login["phone"],
        "password": login["password"],
        "device": { "id": "01930000-0000-7000-8000-000000000001", "name": "terminal" },
    });
    let (body, mut stream) = (body.to_string(), TcpStream::connect(address).unwrap());
    let length = body.len();
    write!(
        stream,
        "POST /v1/auth/login HTTP/1.1\r\nHost: muster\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap().to_owned()
}

#[test]
fn the_line_for_programs_names_five_logins_that_work() {
    let folder = copied();
    let mut server = Server::start(folder.path(), &["--json"]);

    let line = server.json();

    let address = line["address"].as_str().unwrap().strip_prefix("http://").unwrap();
    let logins = line["logins"].as_array().unwrap();
    let roles: Vec<&str> = logins.iter().map(|login| login["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["volunteer", "leader", "district_admin", "hq_admin", "auditor"]);
    assert_eq!(logins.first().unwrap()["unit"], logins.get(1).unwrap()["unit"]);
    for login in logins {
        assert_eq!(signs_in(address, login), "HTTP/1.1 200 OK", "{}", login["role"]);
    }
    assert!(server.stop());
}

/// Headquarters' total before and after the lines that a server prints are pasted.
fn moved(mut server: Server) -> (i64, i64) {
    let lines = server.lines_to_paste();
    let minutes = |report: &str| {
        let report: Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
        report.get("minutes_final").and_then(Value::as_i64).unwrap()
    };
    let before = minutes(&pasted(lines.get(2..).unwrap()));
    let after = minutes(&pasted(&lines));
    assert!(server.stop());
    (before, after)
}

#[test]
fn the_three_lines_move_headquarters_total_as_they_are_printed() {
    if !has_curl() {
        return;
    }
    let folder = copied();

    let (before, after) = moved(Server::start(folder.path(), &[]));

    assert!(after > before, "{before} to {after}");
}

#[test]
fn of_a_demo_that_ends_a_month_ago_nothing_is_told_as_if_it_happened_now() {
    let folder = TempDir::new().unwrap();
    let until = (Clock::of_machine().now().local_date() - Days::new(30)).to_string();

    let made = run(folder.path(), &[&SMALL[..], &["--until", &until]].concat());

    let told = text(&made.stdout);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(told.contains(&format!("on {until}, in ")), "{told}");
    assert!(!told.contains("right now") && !told.contains("can check in"), "{told}");
    if has_curl() {
        let (before, after) = moved(Server::start(folder.path(), &[]));
        assert!(after > before, "{before} to {after}");
    }
}

/// What somebody is told whom the command refuses.
fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    let told = text(&output.stderr);
    assert!(!output.status.success() && output.stdout.is_empty(), "{told}");
    told
}

#[test]
fn options_that_have_no_meaning_are_refused() {
    let folder = TempDir::new().unwrap();
    let told = |arguments| refused(folder.path(), arguments);

    let year = told(&["--year", "2023", "--no-serve"]);
    let until = told(&["--scale", "federation", "--until", "2023-12-31", "--no-serve"]);

    assert!(year.contains("--year goes with --scale federation"), "{year}");
    assert!(until.contains("has no --until"), "{until}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn another_demo_than_the_one_that_is_there_is_refused() {
    let folder = copied();
    let told = |arguments: &[&str]| refused(folder.path(), &[&SMALL[..], arguments].concat());

    let scale = told(&["--scale", "federation"]);
    let (seed, until) = (told(&["--seed", "2"]), told(&["--until", "2026-01-01"]));
    let same = run(folder.path(), &[&SMALL[..], &["--seed", "1"]].concat());

    assert!(scale.contains("was made with --scale sample"), "{scale}");
    assert!(seed.contains("was made with --seed 1"), "{seed}");
    assert!(until.contains("leave --until out"), "{until}");
    assert!(same.status.success(), "{}", text(&same.stderr));
}

#[test]
fn a_year_is_made_and_served_and_says_where() {
    let folder = TempDir::new().unwrap();
    let made = run(folder.path(), &SMALL_YEAR);
    let mut server = Server::start(folder.path(), &["--scale", "federation"]);

    let served = server.lines_until("Ctrl+C").join("\n");
    assert!(server.stop());
    let other = refused(folder.path(), &SMALL);

    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(text(&made.stdout).contains("to serve it: muster serve"), "{}", text(&made.stdout));
    assert!(served.starts_with("listening on http://127.0.0.1:"), "{served}");
    assert!(!served.contains("to serve it"), "{served}");
    assert!(other.contains("was made with --scale federation"), "{other}");
}

#[test]
fn nobody_is_told_to_delete_a_demo_that_is_being_made() {
    let folder = TempDir::new().unwrap();
    begun(&folder);
    let _making_it = Folder::take(folder.path()).unwrap();

    let told = refused(folder.path(), &SMALL);

    assert!(told.contains("is in use by another muster"), "{told}");
}

#[test]
fn a_demo_that_is_there_is_served_again_with_the_same_logins() {
    let folder = copied();
    let mut server = Server::start(folder.path(), &["--json"]);
    let first = server.json();
    assert!(server.stop());

    let again = run(folder.path(), &["--no-serve", "--json"]);

    let again: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(again, json!({ "address": null, "logins": first["logins"] }));
}

#[cfg(unix)]
#[test]
fn passwords_are_for_the_owner_of_the_folder_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = copied();

    let file = folder.path().join("demo-logins.json");

    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::remove_file(&file).unwrap();
    let lost = run(folder.path(), &["--no-serve"]);
    assert!(text(&lost.stderr).contains("cannot be read"), "{}", text(&lost.stderr));
}

#[test]
fn other_machines_reach_a_demo_only_when_that_is_asked_for() {
    let folder = TempDir::new().unwrap();

    let refused = run(folder.path(), &["--listen", "0.0.0.0:0"]);

    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("--allow-remote"), "{}", text(&refused.stderr));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A database that was opened once, and what its file holds.
fn opened(folder: &TempDir) -> (Target, Vec<u8>) {
    let taken = Folder::take(folder.path()).unwrap();
    let random = Random::of_machine();
    let key = Key::of_folder(folder.path(), &taken.database(), &random).unwrap();
    let target = Target::Sqlite(taken.database());
    let clock = Clock::of_machine();
    let muster = Muster::open(&target, Limits::default(), &key, clock, random).unwrap();
    muster.db.close();
    (target, fs::read(taken.database()).unwrap())
}

/// A database in which a demo was begun.
fn begun(folder: &TempDir) {
    let (target, _) = opened(folder);
    let begun = "INSERT INTO settings (key, value) VALUES ('demo_begun', 'yes')";
    target.connect().unwrap().batch_execute(begun).unwrap();
}

fn database(folder: &TempDir) -> Vec<u8> {
    fs::read(Folder::database_in(folder.path())).unwrap()
}

#[test]
fn a_demo_is_never_written_into_data_of_ours_that_no_demo_made() {
    let folder = TempDir::new().unwrap();
    let (_, before) = opened(&folder);

    let told = refused(folder.path(), &SMALL);

    assert!(told.contains("holds data that no demo made"), "{told}");
    assert!(database(&folder) == before, "the database was changed");
}

#[test]
fn a_demo_is_never_written_into_the_database_of_another_program() {
    let folder = TempDir::new().unwrap();
    let target = Target::Sqlite(Folder::database_in(folder.path()));
    let customers = "CREATE TABLE customers (name TEXT)";
    target.connect().unwrap().batch_execute(customers).unwrap();
    let before = database(&folder);

    let told = refused(folder.path(), &SMALL);

    assert!(told.contains("holds data that no demo made"), "{told}");
    assert!(database(&folder) == before, "the database was changed");
}

#[test]
fn a_demo_does_not_go_on_where_it_was_cut_off() {
    let folder = TempDir::new().unwrap();
    begun(&folder);
    let before = database(&folder);

    let told = refused(folder.path(), &SMALL);

    assert!(told.contains("is not complete"), "{told}");
    assert!(database(&folder) == before, "the database was changed");
}

#[test]
fn a_demo_does_not_reach_into_the_future() {
    let folder = TempDir::new().unwrap();

    let told = refused(folder.path(), &["--until", "2999-01-01", "--no-serve"]);

    assert!(told.contains("cannot be later than today"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
