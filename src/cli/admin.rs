//! `muster admin`: for who runs the server and need not sign in to it.

use std::io;

use actix_web::rt;
use clap::Subcommand;

use super::{Failure, messages, opening, say};
use crate::{
    app::Muster,
    identity,
    kernel::{codes::Code, language::Language},
    people::Phone,
    platform::{clock::Clock, config::Config, error::Error},
};

#[derive(Debug, Subcommand)]
pub(super) enum AdminCommand {
    /// Print a new setup code, while nobody administers the federation 重新生成初始化码
    SetupCode,
    /// Give an account a new password and sign its devices out 重设账号密码，并退出其所有设备
    Password {
        /// The number that the account signs in with 登录手机号
        #[arg(long, value_name = "NUMBER")]
        phone: String,
    },
}

/// Runs with the server stopped where that keeps the data folder.
pub(super) fn run(
    command: &AdminCommand,
    config: &Config,
    language: Language,
) -> Result<(), Failure> {
    let (muster, folder) = opening::to_mend(config, Clock::of_machine(), language)?;
    let done = rt::System::new().block_on(async {
        match command {
            AdminCommand::SetupCode => setup_code(&muster, language).await,
            AdminCommand::Password { phone } => password(&muster, phone, language).await,
        }
    });
    muster.db.close();
    drop(folder);
    done
}

async fn setup_code(muster: &Muster, language: Language) -> Result<(), Failure> {
    let (keyring, now) = (muster.keyring.clone(), muster.clock.now());
    let offered = muster.db.write(move |tx| identity::offer_setup_code(tx, &keyring, now)).await?;
    let Some(code) = offered.value else {
        return Err(messages::ADMINISTERED.say(language, &[]).into());
    };
    say(io::stdout(), &messages::SETUP_CODE.say(language, &[("code", code)]));
    Ok(())
}

async fn password(muster: &Muster, phone: &str, language: Language) -> Result<(), Failure> {
    let params = [("phone", phone.to_owned())];
    let unfit = |_unfit| Failure::from(messages::UNFIT_PHONE.say(language, &params));
    let phone = Phone::parse(phone).map_err(unfit)?;
    match muster.keyring.replace_password(&muster.db, &phone, muster.clock.now()).await {
        Ok(password) => {
            say(io::stdout(), &messages::NEW_PASSWORD.say(language, &[("password", password)]));
            Ok(())
        }
        Err(Error::Refusal(refusal)) if refusal.code == Code::NotFound => {
            Err(messages::NO_ACCOUNT.say(language, &params).into())
        }
        Err(error) => Err(error.into()),
    }
}
