//! What is there already where a demo is to be made.

use std::{fmt::Display, io, path::Path};

use super::{Failure, of_place, place, texts};
use crate::{
    cli::{opening, say},
    demo::{self, Held, Kept, Scale},
    kernel::language::Language,
    platform::{
        config::Config,
        db::{Claim, Folder},
    },
};

/// What all who make a demo in a PostgreSQL database claim it under.
const CLAIM: i64 = 7_307_101_302;

/// What is there.
pub(super) enum Found {
    /// A demo of the scale that is meant.
    Demo,
    /// Nothing. Nobody else makes a demo there as long as the claim is held.
    Nothing(Option<Claim>),
}

/// Looks for what is there.
///
/// # Errors
/// What is told of data that is no demo, of a demo of another scale, of one that was cut off, and
/// of one that is being made by somebody else.
pub(super) fn look(scale: Scale, config: &Config, language: Language) -> Result<Found, Failure> {
    if held(config)? == Held::Demo(scale) {
        return Ok(Found::Demo);
    }
    // Only who has it to himself can tell what is cut off from what goes on.
    let (folder, claim) = alone(config, language)?;
    let held = held(config)?;
    // It is taken again to be opened; whoever was faster is noticed before anything is entered.
    drop(folder);
    match held {
        Held::Nothing => Ok(Found::Nothing(claim)),
        Held::Demo(there) if there == scale => Ok(Found::Demo),
        Held::Demo(there) => {
            let params = [("place", place(config)), ("scale", there.word().to_owned())];
            Err(texts::OTHER_SCALE.say(language, &params).into())
        }
        Held::Unfinished => Err(of_place(texts::CUT_OFF, config, language)),
        Held::Else => Err(of_place(texts::FOREIGN, config, language)),
    }
}

/// What the database holds that is meant.
fn held(config: &Config) -> Result<Held, Failure> {
    match opening::database(config)? {
        None => Ok(Held::Nothing),
        Some(target) => Ok(demo::held(&mut target.connect()?)?),
    }
}

type Alone = (Option<Folder>, Option<Claim>);

/// The folder, or the database, to oneself.
fn alone(config: &Config, language: Language) -> Result<Alone, Failure> {
    if let Some(url) = &config.database_url {
        let claim = Claim::on(url.reveal(), CLAIM)?;
        let claim = claim.ok_or_else(|| of_place(texts::CLAIMED, config, language))?;
        return Ok((None, Some(claim)));
    }
    Ok((Some(opening::taken(config, language)?), None))
}

/// What was told of a demo when it was made.
///
/// # Errors
/// What is told when it is lost.
pub(super) fn again<Made: Kept>(folder: &Path, language: Language) -> Result<Made, Failure> {
    let lost = |cause: &dyn Display| -> Failure {
        let file = Made::file_in(folder).display().to_string();
        texts::NO_LOGINS.say(language, &[("file", file), ("cause", cause.to_string())]).into()
    };
    let made = Made::kept_in(folder).map_err(|error| lost(&error))?;
    say(io::stderr(), &texts::AGAIN.say(language, &[("folder", folder.display().to_string())]));
    Ok(made)
}
