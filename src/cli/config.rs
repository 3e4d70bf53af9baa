//! `muster config`.

use std::io;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::Args;

use super::{Failure, say};
use crate::platform::{config::Config, keys::Key, random::Random};

#[derive(Args, Debug)]
pub(super) struct ConfigArgs {
    /// Print a new root key instead, to be set for PostgreSQL 生成新的根密钥
    #[arg(long)]
    pub(super) new_root_key: bool,
}

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    say(io::stdout(), toml::to_string(config)?.trim_end());
    Ok(())
}

pub(super) fn new_root_key() -> Result<(), Failure> {
    let key = Key::generate(&Random::of_machine());
    say(io::stdout(), &URL_SAFE_NO_PAD.encode(key.bytes()));
    Ok(())
}
