//! The program itself: what a newcomer types, what he reads, how it stops.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use tempfile::TempDir;

const MUSTER: &str = env!("CARGO_BIN_EXE_muster");

/// A server that is running; it is killed when the test ends before it does.
struct Server {
    process: Child,
    /// What it printed until it was ready, a line each.
    greeting: Vec<String>,
}

impl Server {
    fn start(data: &Path, language: &str) -> Self {
        let mut process = Command::new(MUSTER)
            .args(["serve", "--listen", "127.0.0.1:0", "--language", language, "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut greeting = Vec::new();
        for line in lines {
            let last = line.starts_with("curl ");
            greeting.push(line);
            if last {
                break;
            }
        }
        Self { process, greeting }
    }

    fn address(&self) -> &str {
        self.greeting.first().unwrap().rsplit_once("http://").unwrap().1
    }

    /// Sends what the printed line sends, with a password put in.
    fn paste(&self) -> String {
        let line = self.greeting.last().unwrap();
        let body = line.split('\'').nth(3).unwrap().replace("……", "correct horse battery");
        request(self.address(), "POST", "/v1/accounts", &body)
    }

    fn stop(mut self) -> bool {
        let told = Command::new("kill").arg("-TERM").arg(self.process.id().to_string()).status();
        told.unwrap().success() && self.process.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_gone = self.process.kill();
        // The next server on the same folder wants its lock.
        let _reaped = self.process.wait();
    }
}

fn request(address: &str, method: &str, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: muster\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    Command::new(MUSTER).args(arguments).arg("--data").arg(data).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_line_that_the_first_start_prints_makes_the_first_administrator() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");

    let answer = server.paste();

    assert!(server.greeting.iter().any(|line| line.starts_with("setup code: ")));
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(request(server.address(), "GET", "/readyz", "").starts_with("HTTP/1.1 200"));
    assert!(server.stop());
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "zh-CN");
    assert!(server.paste().starts_with("HTTP/1.1 201"));
    drop(server);

    let again = Command::new(MUSTER)
        .args(["serve", "--listen", "127.0.0.1:0", "--language", "en", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut again = Server { process: again, greeting: Vec::new() };
    let output = BufReader::new(again.process.stdout.take().unwrap());
    again.greeting = output.lines().take(2).map(Result::unwrap).collect();

    let login = r#"{"method":"password","phone":"13800000000","password":"correct horse battery",
        "device":{"id":"01930000-0000-7000-8000-000000000001","name":"terminal"}}"#;
    let answer = request(again.address(), "POST", "/v1/auth/login", login);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(again.stop());
}

#[test]
fn a_second_server_on_the_same_folder_is_told_what_to_do() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");

    let second = run(folder.path(), &["serve", "--language", "zh-CN"]);

    assert!(!second.status.success());
    assert!(text(&second.stderr).contains("正被另一个 muster 使用"));
    assert!(server.stop());
}

#[test]
fn the_doctor_counts_everything_beside_a_server_that_runs() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");
    assert!(server.paste().starts_with("HTTP/1.1 201"));

    let doctor = run(folder.path(), &["doctor", "--language", "en"]);

    assert!(doctor.status.success(), "{}", text(&doctor.stderr));
    let told = text(&doctor.stdout);
    assert!(told.contains("✓ who may read what (1 compared)"), "{told}");
    assert!(told.ends_with("all agrees\n"), "{told}");
    assert!(server.stop());
}

#[test]
fn the_doctor_makes_no_database_where_there_is_none() {
    let folder = TempDir::new().unwrap();

    let doctor = run(folder.path(), &["doctor", "--language", "zh-CN"]);

    assert!(!doctor.status.success());
    assert!(text(&doctor.stderr).contains("中没有数据库"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_configuration_is_shown_without_its_secrets() {
    let folder = TempDir::new().unwrap();
    let key = text(&run(folder.path(), &["config", "--new-root-key"]).stdout);
    let (key, url) = (key.trim(), "postgresql://u:hidden@localhost/m");

    let shown = run(folder.path(), &["config", "--database-url", url, "--root-key", key]);

    let shown = text(&shown.stdout);
    assert!(shown.contains("database_url = \"********\""), "{shown}");
    assert!(!shown.contains("hidden") && !shown.contains(key));
}

#[test]
fn a_configuration_that_cannot_be_used_is_explained_in_the_terminals_language() {
    let folder = TempDir::new().unwrap();
    let url = ["config", "--database-url", "postgresql://localhost/m", "--language"];

    let chinese = run(folder.path(), &[url.as_slice(), &["zh_CN.UTF-8"]].concat());
    let english = run(folder.path(), &[url.as_slice(), &["en_US.UTF-8"]].concat());

    assert!(text(&chinese.stderr).contains("使用 PostgreSQL 需要根密钥"));
    assert!(text(&english.stderr).contains("PostgreSQL needs a root key"));
}

#[test]
fn a_database_is_never_opened_with_another_key() {
    let folder = TempDir::new().unwrap();
    assert!(Server::start(folder.path(), "en").stop());
    let other = text(&run(folder.path(), &["config", "--new-root-key"]).stdout);

    let foreign = run(folder.path(), &["serve", "--language", "en", "--root-key", other.trim()]);
    fs::remove_dir_all(folder.path().join("keys")).unwrap();
    let missing = run(folder.path(), &["serve", "--language", "en"]);

    assert!(text(&foreign.stderr).contains("made with another root key"));
    assert!(text(&missing.stderr).contains("root.key is missing"));
    assert!(!folder.path().join("keys").exists());
}

#[test]
fn a_request_that_breaks_off_is_told_so() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");
    let mut stream = TcpStream::connect(server.address()).unwrap();

    write!(
        stream,
        "POST /v1/auth/refresh HTTP/1.1\r\nHost: muster\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\nno length\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();

    assert!(
        answer.starts_with("HTTP/1.1 400") && answer.contains("\"invalid_request\""),
        "{answer}"
    );
}

#[test]
fn a_probe_may_ask_for_the_head_alone() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");

    let answer = request(server.address(), "HEAD", "/readyz", "");

    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"), "{answer}");
}
