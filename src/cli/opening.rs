//! What the commands work on: the data folder or the database by URL, and its root key.

use std::io;

use super::{Failure, messages};
use crate::{
    app::{Muster, OpenError},
    kernel::language::Language,
    platform::{
        clock::Clock,
        config::Config,
        db::{Folder, Limits, Target, Unread},
        keys::Key,
        random::Random,
    },
};

/// A system that this process may write to; the folder stays taken as long as it is held.
pub(super) fn to_write(
    config: &Config,
    clock: Clock,
    language: Language,
) -> Result<(Muster, Option<Folder>), Failure> {
    let random = Random::of_machine();
    let (folder, target, key) = place(config, &random, language)?;
    let muster = Muster::open(&target, Limits::default(), &key, clock, random)
        .map_err(|error| unopened(&error, language))?
        .with_credit_policy(config.credit_policy);
    Ok((muster, folder))
}

/// The same for a system that must be there already: nothing is made where there is none.
pub(super) fn to_mend(
    config: &Config,
    clock: Clock,
    language: Language,
) -> Result<(Muster, Option<Folder>), Failure> {
    let there = to_read(config, language)?.read(|_conn| Ok(()));
    there.map_err(|why| unread(&why, language))?;
    to_write(config, clock, language)
}

/// The database of a system that another process may be serving: nothing of it is changed, and it
/// is not made when it is absent.
pub(super) fn to_read(config: &Config, language: Language) -> Result<Target, Failure> {
    let folder = config.data.display().to_string();
    let absent = || messages::NO_DATABASE.say(language, &[("folder", folder)]);
    Ok(database(config)?.ok_or_else(absent)?)
}

/// The database that is meant; none while its file is not there.
pub(super) fn database(config: &Config) -> io::Result<Option<Target>> {
    if let Some(url) = &config.database_url {
        return Ok(Some(Target::Postgresql(url.reveal().to_owned())));
    }
    let file = Folder::database_in(&config.data);
    Ok(file.try_exists()?.then_some(Target::Sqlite(file)))
}

/// The data folder, which is made when it is absent, for this process alone.
pub(super) fn taken(config: &Config, language: Language) -> Result<Folder, Failure> {
    Folder::take(&config.data).map_err(|error| {
        if error.kind() == io::ErrorKind::WouldBlock {
            let folder = config.data.display().to_string();
            messages::FOLDER_TAKEN.say(language, &[("folder", folder)]).into()
        } else {
            error.into()
        }
    })
}

/// The data folder, which stays taken; the database; the root key.
fn place(
    config: &Config,
    random: &Random,
    language: Language,
) -> Result<(Option<Folder>, Target, Key), Failure> {
    let key = config.root_key().map_err(|error| error.say(language))?;
    if let (Some(url), Some(key)) = (&config.database_url, &key) {
        return Ok((None, Target::Postgresql(url.reveal().to_owned()), key.clone()));
    }
    let folder = taken(config, language)?;
    let key = match key {
        Some(key) => key,
        None => Key::of_folder(folder.path(), &folder.database(), random).map_err(|error| {
            let params = [("folder", folder.path().display().to_string())];
            match error.kind() {
                io::ErrorKind::NotFound => messages::KEY_MISSING.say(language, &params).into(),
                _ => Failure::from(error),
            }
        })?,
    };
    let target = Target::Sqlite(folder.database());
    Ok((Some(folder), target, key))
}

/// Why a database cannot be read, with what to do about it.
pub(super) fn unread(unread: &Unread, language: Language) -> Failure {
    let cause = |cause: String| [("cause", cause)];
    let text = match unread {
        Unread::Unopened(why) => messages::UNOPENED_TO_READ.say(language, &cause(why.clone())),
        Unread::Older => messages::SCHEMA_OLDER.say(language, &[]),
        Unread::Newer => messages::SCHEMA_NEWER.say(language, &[]),
        Unread::Fault(fault) => messages::UNREAD.say(language, &cause(fault.to_string())),
    };
    text.into()
}

fn unopened(error: &OpenError, language: Language) -> Failure {
    match error {
        OpenError::WrongRootKey => messages::WRONG_ROOT_KEY.say(language, &[]).into(),
        OpenError::Newer => messages::SCHEMA_NEWER.say(language, &[]).into(),
        OpenError::Database(fault) => {
            messages::UNOPENED.say(language, &[("cause", fault.to_string())]).into()
        }
    }
}
