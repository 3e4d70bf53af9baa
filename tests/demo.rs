//! `muster demo`: what a newcomer types, reads and pastes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
};

use muster::{
    app::Muster,
    demo::{self, Order, Size},
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

/// What is printed below: three lines.
const LINES: usize = 3;

/// A small demo, filled once for all tests.
fn filled() -> &'static TempDir {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        actix_web::rt::System::new().block_on(fill(folder.path()));
        folder
    })
}

async fn fill(path: &Path) {
    let (random, folder) = (Random::of_machine(), Folder::take(path).unwrap());
    let key = Key::of_folder(path, &folder.database(), &random).unwrap();
    let now = Clock::of_machine().now();
    let (clock, hands) = Clock::standing_at(now);
    let target = Target::Sqlite(folder.database());
    let muster = Muster::open(&target, Limits::default(), &key, clock, random).unwrap();
    let order = Order { seed: 1, now, size: Size::SMALL };
    let made = demo::fill(&muster, &hands, &order, &|_, _| {}).await.unwrap();
    made.keep_in(path).unwrap();
    muster.db.write(|tx| Ok(demo::complete(tx)?)).await.unwrap();
    muster.db.close();
}

/// A copy of it, that a test may change.
fn copied() -> TempDir {
    let folder = TempDir::new().unwrap();
    let all = filled().path().join(".");
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

fn has_curl() -> bool {
    let curl = Command::new("curl").arg("--version").stdout(Stdio::null()).status();
    let found = curl.is_ok_and(|status| status.success());
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

#[test]
fn the_three_lines_move_headquarters_total_as_they_are_printed() {
    let folder = copied();
    let mut server = Server::start(folder.path(), &[]);
    let lines = server.lines_to_paste();
    if !has_curl() {
        return;
    }
    let minutes = |report: &str| {
        let report: Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
        report["minutes_final"].as_i64().unwrap()
    };

    let before = minutes(&pasted(lines.get(2..).unwrap()));
    let after = minutes(&pasted(&lines));

    assert!(after > before, "{before} to {after}");
    assert!(server.stop());
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

#[test]
fn a_demo_is_never_written_into_other_data_nor_goes_on_where_it_was_cut_off() {
    let folder = TempDir::new().unwrap();
    let config = Folder::take(folder.path()).unwrap();
    let random = Random::of_machine();
    let key = Key::of_folder(folder.path(), &config.database(), &random).unwrap();
    let target = Target::Sqlite(config.database());
    let clock = Clock::of_machine();
    let muster = Muster::open(&target, Limits::default(), &key, clock, random).unwrap();
    muster.db.close();
    drop(config);

    let foreign = run(folder.path(), &["--no-serve"]);
    let mut conn = target.connect().unwrap();
    muster::platform::db::setting_or(&mut conn, "demo_begun", "yes").unwrap();
    let cut_off = run(folder.path(), &["--no-serve"]);

    assert!(text(&foreign.stderr).contains("holds data that no demo made"));
    assert!(text(&cut_off.stderr).contains("is not complete"));
}

#[test]
fn a_demo_does_not_reach_into_the_future() {
    let folder = TempDir::new().unwrap();

    let refused = run(folder.path(), &["--until", "2999-01-01", "--no-serve"]);

    assert!(text(&refused.stderr).contains("cannot be later than today"));
}
