//! A throwaway PostgreSQL: one cluster for each test binary, on a socket, gone with the process.
//!
//! A shell keeps the server, and a pipe from this process keeps the shell: however the process
//! ends, `kill -9` included, the pipe closes and the shell stops the server and removes its folder.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Runs under `/bin/sh` with the binaries' folder as `$1`; says `ready FOLDER` or what failed.
///
/// A folder directly in `/tmp` keeps the socket's path below the 100 bytes that systems allow.
/// SIGPIPE is ignored because the process may be gone before `ready`, which must not skip the end.
/// Durability is off, as nothing here outlives a crash; so is the analyser, which slows the tests.
const KEEPER: &str = r#"
exec 2>&1
trap '' PIPE
umask 077
bin=$1
folder=$(mktemp -d /tmp/muster-pg-XXXXXX) || exit
trap '"$bin/pg_ctl" stop -D "$folder/data" -m immediate >/dev/null 2>&1; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder" && export HOME="$folder" || exit
initialise() { "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale="$1" --no-sync; }
start() {
    "$bin/pg_ctl" start -w -D data -l server.log -o "-k '$folder' -h '' -p 5432 \
        -c max_connections=200 -c fsync=off -c full_page_writes=off -c autovacuum=off"
}
initialise_and_start() { { initialise C.UTF-8 || initialise C; } && start; }
if initialise_and_start >start.log 2>&1 </dev/null; then
    echo "ready $folder"
    cat >/dev/null
else
    cat *.log
fi
"#;

/// What a server's folder must hold; `psql` is here because PATH's may be a wrapper.
const TOOLS: [&str; 4] = ["postgres", "initdb", "pg_ctl", "psql"];

static CLUSTER: OnceLock<Result<Option<Cluster>, String>> = OnceLock::new();

/// A running server. Its databases are reached by URL.
pub(crate) struct Cluster {
    bin: PathBuf,
    version: String,
    folder: String,
    /// How many databases were made. Held while one is made: a template may have no other user.
    made: Mutex<u32>,
    /// Owns the pipe, which stays open because statics are never dropped.
    _keeper: Child,
}

/// The server's programs, and the user to run them as when we are root.
struct Installation {
    bin: PathBuf,
    version: String,
    user: Option<(u32, u32)>,
}

/// This process's cluster, started by the first caller. `None`: this machine cannot run one, which
/// was said on stderr.
///
/// # Panics
/// When the server does not start, or when there is none and `MUSTER_TEST_POSTGRES=required`.
pub(crate) fn cluster() -> Option<&'static Cluster> {
    let required = || std::env::var_os("MUSTER_TEST_POSTGRES").is_some_and(|is| is == "required");
    let started = CLUSTER.get_or_init(|| match find() {
        Ok(installation) => start(installation).map(Some),
        Err(reason) if required() => Err(format!("MUSTER_TEST_POSTGRES=required, but {reason}")),
        Err(reason) => {
            // Not `eprintln!`, which the test harness captures: a skipped half must be heard.
            // Where stderr is closed there is nobody to hear it.
            let _ = writeln!(std::io::stderr(), "tests on PostgreSQL are skipped: {reason}");
            Ok(None)
        }
    });
    started.as_ref().unwrap_or_else(|reason| panic!("{reason}")).as_ref()
}

impl Cluster {
    /// The server's version, as `15.18`.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// Makes a database with a name of its own and gives its URL. With a template (a name: see
    /// [`Self::name_in`]) it starts as a copy, for which nobody may be connected to the template.
    pub(crate) fn create_database(&self, template: Option<&str>) -> String {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        *made += 1;
        let name = format!("muster_{made}");
        let template = template.unwrap_or("template1");
        self.sql(&format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}""#));
        self.url_of(&name)
    }

    /// Drops a database and ends the connections to it.
    pub(crate) fn drop_database(&self, name: &str) {
        self.sql(&format!(r#"DROP DATABASE "{name}" WITH (FORCE)"#));
    }

    /// The URL of a database on this server.
    pub(crate) fn url_of(&self, name: &str) -> String {
        // The folder's name comes from mktemp: nothing but slashes needs an escape.
        let host = self.folder.replace('/', "%2F");
        format!("postgresql:///{name}?host={host}&port=5432&user=postgres")
    }

    /// The name in a URL that came from this server: what templates and drops are called by.
    pub(crate) fn name_in(url: &str) -> &str {
        let name = url.strip_prefix("postgresql:///").and_then(|rest| rest.split('?').next());
        name.unwrap_or_else(|| panic!("{url} is not a URL from Cluster::create_database"))
    }

    fn sql(&self, statement: &str) {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--dbname", &self.url_of("postgres")]);
        let output = psql.args(["--command", statement]).output();
        let output = output.unwrap_or_else(|error| panic!("psql did not run: {error}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "PostgreSQL refused `{statement}`: {said}");
    }
}

fn start(installation: Installation) -> Result<Cluster, String> {
    let Installation { bin, version, user } = installation;
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", KEEPER, "muster-pg"]).arg(&bin).current_dir("/");
    shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    // A group of its own: Ctrl-C ends us, and the keeper then cleans up in peace.
    shell.process_group(0);
    if let Some((uid, gid)) = user {
        shell.uid(uid).gid(gid);
    }
    let mut keeper = shell.spawn().map_err(|error| format!("/bin/sh did not run: {error}"))?;
    let mut said = keeper.stdout.take().map(BufReader::new).ok_or("the keeper has no stdout")?;
    let mut line = String::new();
    said.read_line(&mut line).map_err(|error| error.to_string())?;
    if let Some(folder) = line.strip_prefix("ready ").map(|folder| folder.trim_end().to_owned()) {
        return Ok(Cluster { bin, version, folder, made: Mutex::new(0), _keeper: keeper });
    }
    said.read_to_string(&mut line).map_err(|error| error.to_string())?;
    Err(format!("PostgreSQL {version} in {} did not start; it said:\n{line}", bin.display()))
}

/// The newest server on this machine, or a sentence that says what to do.
fn find() -> Result<Installation, String> {
    let newest = folders().into_iter().filter_map(|bin| Some((version_in(&bin)?, bin))).max();
    let ((_, version), bin) = newest.ok_or(
        "no PostgreSQL server was found: install one (Debian: apt-get install postgresql)",
    )?;
    let user = match id(&["-u"]) {
        Some(0) => Some(id(&["-u", "postgres"]).zip(id(&["-g", "postgres"])).ok_or(
            "PostgreSQL does not run as root, and there is no user `postgres` to run it as: \
             add that user (useradd --system postgres), or run the tests as another user",
        )?),
        _ => None,
    };
    Ok(Installation { bin, version, user })
}

/// Folders that hold a whole server, links resolved: `postgres` on PATH is often a link away from
/// the rest of its tools.
fn folders() -> BTreeSet<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).filter_map(|folder| {
        Some(folder.join("postgres").canonicalize().ok()?.parent()?.to_owned())
    });
    let configured = output_of(Command::new("pg_config").arg("--bindir")).map(PathBuf::from);
    let versions = Path::new("/usr/lib/postgresql").read_dir().into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let all = on_path.chain(configured).chain(debian);
    all.filter(|bin| TOOLS.iter().all(|tool| bin.join(tool).is_file())).collect()
}

/// The version of the server in a folder, as numbers to compare and as text.
fn version_in(bin: &Path) -> Option<(Vec<u32>, String)> {
    let banner = output_of(Command::new(bin.join("postgres")).arg("--version"))?;
    let version = banner.split_whitespace().nth(2)?.to_owned();
    // A release candidate's `18rc1` compares as 18.
    let leading = |part: &str| part.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
    Some((version.split('.').map_while(leading).collect(), version))
}

fn id(arguments: &[&str]) -> Option<u32> {
    output_of(Command::new("id").args(arguments))?.parse().ok()
}

/// What a command prints, trimmed; `None` when it fails or is not there.
fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
