//! Configuration: flags, environment and one TOML file, in this order, into one struct.

use std::{
    fmt, fs,
    net::SocketAddr,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use super::keys::Key;
use crate::kernel::{
    language::{Language, Text},
    minutes::CreditPolicy,
    words::Word,
};

/// What may be set: by flag, by environment variable, and, but for what says where the file is and
/// who reads, in the file. What is not set anywhere has a default that works.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::doc_markdown, reason = "these are the texts of --help")]
pub struct Options {
    /// Folder for the database, keys and files; it is made when it is absent [default: muster-data]
    #[arg(long, env = "MUSTER_DATA", value_name = "DIR", global = true)]
    #[serde(skip)]
    pub data: Option<PathBuf>,
    /// Configuration file [default: muster.toml in the data folder, when it is there]
    #[arg(long, env = "MUSTER_CONFIG", value_name = "FILE", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// PostgreSQL database to use instead of SQLite, as postgresql://user:password@host/database
    #[arg(long, env = "DATABASE_URL", value_name = "URL", global = true, hide_env_values = true)]
    pub database_url: Option<Secret>,
    /// Root key, 43 characters of base64url; with SQLite it is kept in the data folder instead
    #[arg(
        long,
        env = "MUSTER_ROOT_KEY",
        value_name = "KEY",
        global = true,
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    pub root_key: Option<Secret>,
    /// Address to serve on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "MUSTER_LISTEN", value_name = "ADDRESS", global = true)]
    pub listen: Option<SocketAddr>,
    /// Threads that answer requests [default: one a core]
    #[arg(long, env = "MUSTER_WORKERS", value_name = "COUNT", global = true)]
    pub workers: Option<NonZeroUsize>,
    /// What is logged, such as info or muster=debug [default: info]
    #[arg(long, env = "MUSTER_LOG", value_name = "FILTER", global = true)]
    pub log: Option<String>,
    /// How logs are written [default: text on a terminal, else json]
    #[arg(long, env = "MUSTER_LOG_FORMAT", value_name = "FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
    /// What given minutes count for, as NAME@VERSION (default: cq-half-hour@1)
    #[arg(long, env = "MUSTER_CREDIT_POLICY", value_name = "POLICY", global = true)]
    pub credit_policy: Option<String>,
    /// Language of the terminal's messages, zh-CN or en [default: from LANG]
    #[arg(long, env = "LANG", value_name = "LANGUAGE", global = true, hide_env_values = true)]
    #[serde(skip)]
    pub language: Option<String>,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For a reader.
    Text,
    /// For a machine: one JSON object a line.
    Json,
}

/// A value that is never shown.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value, for the one who needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("********")
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("********")
    }
}

/// The configuration in force.
#[derive(Clone, Debug, Serialize)]
pub struct Config {
    /// Folder for the database, keys and files.
    pub data: PathBuf,
    /// PostgreSQL instead of SQLite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<Secret>,
    /// The root key, where it is not the data folder's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_key: Option<Secret>,
    /// Address to serve on.
    pub listen: SocketAddr,
    /// Threads that answer requests; one a core when it is not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workers: Option<NonZeroUsize>,
    /// What is logged.
    pub log: String,
    /// How logs are written; by the terminal when it is not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,
    /// What given minutes count for from now on; what was captured before keeps its policy.
    #[serde(serialize_with = "as_word")]
    pub credit_policy: CreditPolicy,
}

fn as_word<S: serde::Serializer>(policy: &CreditPolicy, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(policy.word())
}

/// Why a configuration cannot be used, with what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError {
    text: Text,
    params: Vec<(&'static str, String)>,
}

impl ConfigError {
    /// Told in a language.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        self.text.say(language, &self.params)
    }

    /// An error about a file, with what the system or the parser says of it.
    fn of_file(text: Text, path: &Path, cause: impl fmt::Display) -> Self {
        let params = vec![("file", path.display().to_string()), ("cause", cause.to_string())];
        Self { text, params }
    }
}

impl From<Text> for ConfigError {
    fn from(text: Text) -> Self {
        Self { text, params: Vec::new() }
    }
}

const UNREADABLE: Text =
    Text { zh: "无法读取配置文件 {file}：{cause}", en: "{file} cannot be read: {cause}" };

const UNFIT: Text = Text {
    zh: "配置文件 {file} 有误：{cause}",
    en: "the configuration file {file} is not right: {cause}",
};

const UNFIT_LOG: Text = Text {
    zh: "log 的写法不对；例如 info、warn 或 muster=debug",
    en: "log is not a filter; write info, warn, or muster=debug",
};

const NO_ROOT_KEY: Text = Text {
    zh: "使用 PostgreSQL 需要根密钥：把 `muster config --new-root-key` 的输出设为 \
         MUSTER_ROOT_KEY，并在数据库之外妥善保存",
    en: "PostgreSQL needs a root key: set MUSTER_ROOT_KEY to the output of \
         `muster config --new-root-key` and keep it safe, outside the database",
};

const UNFIT_ROOT_KEY: Text = Text {
    zh: "根密钥应为 43 个 base64url 字符；可用 `muster config --new-root-key` 生成",
    en: "the root key is not 43 characters of base64url; make one with \
         `muster config --new-root-key`",
};

const UNKNOWN_POLICY: Text = Text {
    zh: "没有计时办法 {policy}；可选：{known}",
    en: "there is no credit policy {policy}; known are {known}",
};

/// The policy of a word.
fn credit_policy(word: &str) -> Result<CreditPolicy, ConfigError> {
    let unknown = || {
        let known: Vec<&str> = CreditPolicy::ALL.iter().map(|policy| policy.word()).collect();
        let params = vec![("policy", word.to_owned()), ("known", known.join(", "))];
        ConfigError { text: UNKNOWN_POLICY, params }
    };
    CreditPolicy::of_word(word).ok_or_else(unknown)
}

impl Options {
    /// Settles what is in force: flags and environment, then the file, then defaults.
    ///
    /// # Errors
    /// A file that cannot be read or holds an unknown key; PostgreSQL without a root key; a root
    /// key that is none; a credit policy that nobody knows.
    pub fn settle(self) -> Result<Config, ConfigError> {
        let data = self.data.clone().unwrap_or_else(|| PathBuf::from("muster-data"));
        let file = self.file(&data)?;
        let config = Config {
            data,
            database_url: self.database_url.or(file.database_url),
            root_key: self.root_key.or(file.root_key),
            listen: self.listen.or(file.listen).unwrap_or(([127, 0, 0, 1], 8080).into()),
            workers: self.workers.or(file.workers),
            log: self.log.or(file.log).unwrap_or_else(|| "info".to_owned()),
            log_format: self.log_format.or(file.log_format),
            credit_policy: match self.credit_policy.or(file.credit_policy) {
                Some(word) => credit_policy(&word)?,
                None => CreditPolicy::default(),
            },
        };
        if config.database_url.is_some() && config.root_key.is_none() {
            return Err(NO_ROOT_KEY.into());
        }
        config.root_key()?;
        if EnvFilter::try_new(&config.log).is_err() {
            return Err(UNFIT_LOG.into());
        }
        Ok(config)
    }

    fn file(&self, data: &Path) -> Result<Self, ConfigError> {
        let usual = data.join("muster.toml");
        let path = match &self.config {
            Some(path) => path.clone(),
            None if usual.exists() => usual,
            None => return Ok(Self::default()),
        };
        let text = fs::read_to_string(&path)
            .map_err(|error| ConfigError::of_file(UNREADABLE, &path, error))?;
        toml::from_str(&text).map_err(|error| ConfigError::of_file(UNFIT, &path, error))
    }
}

impl Config {
    /// The root key of the configuration, when it has one.
    ///
    /// # Errors
    /// A root key that is none.
    pub fn root_key(&self) -> Result<Option<Key>, ConfigError> {
        let Some(text) = &self.root_key else { return Ok(None) };
        Ok(Some(Key::parse(text.reveal()).ok_or(UNFIT_ROOT_KEY)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(file: &str, options: Options) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("muster.toml"), file).unwrap();
        Options { data: Some(folder.path().to_owned()), ..options }.settle()
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let flags = Options { log: Some("debug".to_owned()), ..Options::default() };

        let config = settle("log = \"warn\"\nworkers = 3\n", flags).unwrap();

        assert_eq!((config.log.as_str(), config.workers), ("debug", NonZeroUsize::new(3)));
        assert_eq!(config.listen, ([127, 0, 0, 1], 8080).into());
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = settle("lisen = \"0.0.0.0:80\"", Options::default()).unwrap_err();

        assert!(error.say(Language::English).contains("unknown field `lisen`"));
    }

    #[test]
    fn a_credit_policy_that_nobody_knows_is_refused_with_those_that_are_known() {
        let policy =
            |file: &str| settle(file, Options::default()).map(|config| config.credit_policy);

        assert_eq!(policy(""), Ok(CreditPolicy::CqHalfHour1));
        assert_eq!(policy("credit_policy = \"exact-minute@1\""), Ok(CreditPolicy::ExactMinute1));
        let told = policy("credit_policy = \"cq-half-hour\"").unwrap_err().say(Language::English);
        assert!(told.contains("no credit policy cq-half-hour;"), "{told}");
        assert!(told.contains("cq-half-hour@1, exact-minute@1, min-share-60pct@1"), "{told}");
    }

    #[test]
    fn postgresql_wants_a_root_key_and_secrets_are_never_shown() {
        let key = "A".repeat(43);
        let url = Some(Secret::from("postgresql://u:hidden@h/d"));
        let without = Options { database_url: url.clone(), ..Options::default() };
        let with = Options { root_key: Some(Secret::from(key.as_str())), ..without.clone() };

        assert_eq!(settle("", without).unwrap_err(), NO_ROOT_KEY.into());
        let shown = toml::to_string(&settle("", with).unwrap()).unwrap();
        assert!(shown.contains("********") && !shown.contains("hidden") && !shown.contains(&key));
    }
}
