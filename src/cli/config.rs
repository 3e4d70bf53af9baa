//! `muster config`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::Args;

use super::Failure;
use crate::platform::{config::Config, keys::Key, random::Random};

#[derive(Args, Debug)]
pub(super) struct ConfigArgs {
    /// Print a new root key instead, to be set for PostgreSQL 生成新的根密钥
    #[arg(long)]
    pub(super) new_root_key: bool,
}

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    print!("{}", toml::to_string(config)?);
    Ok(())
}

pub(super) fn new_root_key() -> Result<(), Failure> {
    println!("{}", URL_SAFE_NO_PAD.encode(Key::generate(&Random::of_machine()).bytes()));
    Ok(())
}
