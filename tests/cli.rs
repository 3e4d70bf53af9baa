//! The program itself: what a newcomer types, what he reads, how it stops.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use diesel::connection::SimpleConnection;
use expect_test::expect;
use muster::platform::db::{Folder, Target};
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

    /// Starts on a folder whose federation is administered already.
    fn start_again(data: &Path) -> Self {
        let mut process = Command::new(MUSTER)
            .args(["serve", "--listen", "127.0.0.1:0", "--language", "en", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let greeting = output.lines().take(2).map(Result::unwrap).collect();
        Self { process, greeting }
    }

    /// Signs in with the number that [`Self::paste`] sent.
    fn sign_in(&self, password: &str) -> String {
        let login = format!(
            r#"{{"method":"password","phone":"13800000000","password":"{password}",
            "device":{{"id":"01930000-0000-7000-8000-000000000001","name":"terminal"}}}}"#
        );
        request(self.address(), "POST", "/v1/auth/login", &login)
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

    let again = Server::start_again(folder.path());

    let answer = again.sign_in("correct horse battery");
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
fn who_runs_the_server_lets_an_administrator_in_who_lost_his_password() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");
    assert!(server.paste().starts_with("HTTP/1.1 201"));
    assert!(server.stop());

    let given = run(folder.path(), &["admin", "password", "--phone", "13800000000"]);
    let nobody = run(folder.path(), &["admin", "password", "--phone", "13800000001"]);
    let code = run(folder.path(), &["admin", "setup-code", "--language", "en"]);

    let given = text(&given.stdout);
    let password = given.lines().next().unwrap().strip_prefix("new password: ").unwrap();
    assert!(!nobody.status.success() && !code.status.success());
    assert!(text(&nobody.stderr).contains("13800000001"));
    assert!(text(&code.stderr).contains("there is muster admin password"));
    let again = Server::start_again(folder.path());
    assert!(again.sign_in("correct horse battery").starts_with("HTTP/1.1 401"));
    assert!(again.sign_in(password).starts_with("HTTP/1.1 200"));
    assert!(again.stop());
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

/// A stopped federation with its administrator, behind whose back a statement is run.
fn meddled_with(statement: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");
    assert!(server.paste().starts_with("HTTP/1.1 201"));
    assert!(server.stop());
    let mut conn = Target::Sqlite(Folder::database_in(folder.path())).connect().unwrap();
    conn.batch_execute(statement).unwrap();
    folder
}

#[test]
fn the_doctor_says_what_differs_in_the_terminals_language() {
    let folder = meddled_with("UPDATE feed SET doc = '{}' WHERE collection = 'me'");

    let doctor = run(folder.path(), &["doctor", "--language", "zh-CN"]);

    assert_eq!(doctor.status.code(), Some(1));
    let told = text(&doctor.stdout);
    assert!(told.contains("✗ 手机可见的文档"), "{told}");
    assert!(told.contains("    me/") && told.contains("：内容不符"), "{told}");
    assert!(text(&doctor.stderr).contains("共 1 项不符；请保留数据目录的副本"));
}

#[test]
fn a_database_of_another_version_is_told_from_a_broken_one() {
    let list = "__diesel_schema_migrations";
    let older = meddled_with(&format!("DELETE FROM {list} WHERE version = '0004'"));
    let newer = meddled_with(&format!("INSERT INTO {list} (version) VALUES ('9999')"));
    let foreign = meddled_with(&format!("DROP TABLE {list}"));

    for (folder, advice) in [
        (older, "the database is of an older version; start muster serve of this version"),
        (newer, "the database is of a newer version; use the muster that wrote it"),
        (foreign, "check its address, your rights to it, and whether it is Muster's"),
    ] {
        for command in [["doctor"].as_slice(), &["admin", "setup-code"]] {
            let read = run(folder.path(), &[command, &["--language=en"]].concat()[..]);
            assert!(text(&read.stderr).contains(advice), "{}", text(&read.stderr));
        }
    }
}

#[test]
fn what_a_later_version_has_put_right_is_not_written_to() {
    let folder = meddled_with("UPDATE settings SET value = '999' WHERE key = 'projection'");

    let served = run(folder.path(), &["serve", "--language", "en"]);

    let told = text(&served.stderr);
    assert!(told.contains("the database is of a newer version"), "{told}");
}

#[test]
fn the_report_of_a_year_is_told_in_both_languages_beside_a_server_that_runs() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "en");
    assert!(server.paste().starts_with("HTTP/1.1 201"));

    let report = run(folder.path(), &["report", "--year", "2023", "--language", "en"]);

    expect![[r#"
        2023年，全会志愿者0人，开展志愿服务活动0场次，服务时长0小时，服务0人次。
        仅计已核定；待审 0 小时未计入。
        In 2023, 0 volunteers held 0 sessions of service, gave 0 hours and served people 0 times.
        Only approved hours count; this leaves out 0 hours waiting for review.
    "#]]
    .assert_eq(&text(&report.stdout));
    assert!(server.stop());
}

#[test]
fn what_is_for_a_federation_that_is_there_makes_none() {
    let folder = TempDir::new().unwrap();

    for command in [
        ["doctor"].as_slice(),
        &["report", "--year", "2023"],
        &["admin", "setup-code"],
        &["admin", "password", "--phone", "13800000000"],
    ] {
        let asked = run(folder.path(), &[command, &["--language", "zh-CN"]].concat());

        assert!(!asked.status.success());
        assert!(text(&asked.stderr).contains("中没有数据库"), "{}", text(&asked.stderr));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
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
fn a_root_key_may_begin_with_a_dash() {
    let folder = TempDir::new().unwrap();
    let key = format!("-{}", "A".repeat(42));

    let shown = run(folder.path(), &["config", "--root-key", &key]);

    assert!(shown.status.success(), "{}", text(&shown.stderr));
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
