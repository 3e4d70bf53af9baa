//! Who acts in a demo, and what he asks for.

use crate::{
    acts::Intent,
    kernel::{
        caller::{Caller, Captured, Door, Grade},
        ids::{Id, PersonId},
        refusal::Refusal,
        time::Time,
    },
    platform::error::{Error, Fault},
};

/// Somebody at an instant, through the door of the command line.
pub(super) fn caller(person: PersonId, at: Time) -> Caller {
    let captured = Captured { at, grade: Grade::A };
    let (door, request_id) = (Door::CommandLine, "demo".to_owned());
    Caller { person, device: None, now: at, captured, door, request_id }
}

/// The act that makes what has this id.
pub(super) fn made<Of>(id: Id<Of>, kind: &'static str) -> Intent {
    Intent::unrepeated(id.of_act(), kind)
}

/// The answer of an act that was asked for one thing.
pub(super) fn one<T>(answers: Vec<Result<T, Refusal>>) -> Result<T, Error> {
    let answer = answers.into_iter().next();
    Ok(answer.ok_or_else(|| Fault::broken("an act without an answer"))??)
}
