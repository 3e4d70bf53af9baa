//! The command line: one file a command.

mod admin;
mod config;
mod demo;
mod doctor;
mod labels;
mod messages;
mod openapi;
mod opening;
mod report;
mod serve;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    kernel::language::Language,
    platform::{
        config::{Config, Options},
        http,
    },
};

/// 集结 Muster: the backend of a volunteer federation.
///
/// Without further options everything lies in one folder, ./muster-data, and the server listens on
/// 127.0.0.1:8080. 不带选项时，数据存放在 ./muster-data，服务监听 127.0.0.1:8080。
#[derive(Debug, Parser)]
#[command(name = "muster", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API 启动服务
    Serve(serve::ServeArgs),
    /// Make a federation to look at, and serve it 生成演示数据并启动
    ///
    /// Everything lies in ./muster-demo unless --data says otherwise. 数据存放在 ./muster-demo。
    Demo(demo::DemoArgs),
    /// Print the annual report 输出年度报告
    Report(report::ReportArgs),
    /// Let administrators in who cannot sign in 恢复管理员登录
    #[command(subcommand)]
    Admin(admin::AdminCommand),
    /// Count everything again and say whether all agrees 核对全部数据
    Doctor,
    /// Print the configuration in force, secrets masked 显示当前配置
    Config(config::ConfigArgs),
    /// Print the description of the API (OpenAPI 3.1) 输出接口描述
    Openapi,
    /// Print the list of error codes (Markdown) 输出错误码清单
    Errors,
}

/// Why a command failed, told to the one who typed it.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs what the command line asks for.
#[must_use]
pub fn run() -> ExitCode {
    let Cli { command, mut options } = Cli::parse();
    let language = options.language.as_deref().and_then(Language::of_tag).unwrap_or_default();
    let done = match command {
        Command::Serve(args) => {
            settled(options, language).and_then(|config| serve::run(&args, &config, language))
        }
        Command::Demo(args) => {
            options.data.get_or_insert_with(|| demo::FOLDER.into());
            settled(options, language).and_then(|config| demo::run(&args, &config, language))
        }
        Command::Report(args) => {
            settled(options, language).and_then(|config| report::run(&args, &config, language))
        }
        Command::Admin(command) => {
            settled(options, language).and_then(|config| admin::run(&command, &config, language))
        }
        Command::Doctor => {
            settled(options, language).and_then(|config| doctor::run(&config, language))
        }
        Command::Config(args) if args.new_root_key => config::new_root_key(),
        Command::Config(_) => settled(options, language).and_then(|config| config::run(&config)),
        Command::Openapi => openapi::run(),
        Command::Errors => {
            say(io::stdout(), http::errors_page().trim_end());
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(io::stderr(), &format!("{}: {failure}", messages::FAILED.say(language, &[])));
            ExitCode::FAILURE
        }
    }
}

/// The labels of a language as `api-spec/labels.*.json` has them.
///
/// # Errors
/// None: labels are always JSON.
pub fn labels_json(language: Language) -> Result<String, serde_json::Error> {
    labels::json(language)
}

/// Says something to whoever reads; nobody may be reading, where `println!` panics.
fn say(mut to: impl io::Write, text: &str) {
    let _nobody_reads = writeln!(to, "{text}");
}

/// The configuration in force.
fn settled(options: Options, language: Language) -> Result<Config, Failure> {
    options.settle().map_err(|error| error.say(language).into())
}

/// The description of the API as `api-spec/openapi.json` has it.
///
/// # Errors
/// None: a description is always JSON.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    openapi::json()
}
