//! How units and people come into being.

use std::sync::Arc;

use super::{cast::Brigade, pace::Pen};
use crate::{
    activities,
    acts::Intent,
    demo::{
        caller::{caller, made},
        cast::{Branch, Person},
        chance::sound,
        commands,
        founding::FEDERATION,
        programs::PURPOSES,
        spans::MINUTE,
    },
    enrolment::Enrol,
    kernel::{
        caller::Caller,
        ids::{ProgramId, UnitId},
        time::Time,
        version::Expected,
    },
    org::{self, Appoint, RoleKind, UnitChanges, UnitName},
    people::{ConsentForm, NewConsent, Purpose},
    platform::{
        db::Tx,
        error::{Error, Fault},
        random::Random,
    },
};

/// Names the federation, starts programs, and insures everybody.
pub(super) fn start(
    tx: &mut Tx<'_>,
    hq: &Caller,
    federation: UnitId,
    (programs, until): (&[ProgramId], Time),
) -> Result<(), Error> {
    let changes =
        UnitChanges { name: Some(sound(UnitName::parse(FEDERATION))?), ..UnitChanges::default() };
    let intent = Intent::unrepeated(tx.random().id(hq.now), "org.update_unit");
    org::update_unit(tx, hq, &intent, federation, Expected(1), &changes)?;
    let insured = (hq.now.local_date(), until.local_date());
    let policy = commands::policy(tx.random().id(hq.now), federation, insured);
    org::record_policy(tx, hq, &made(policy.id, "org.record_policy"), &policy)?;
    for (id, purpose) in programs.iter().zip(&PURPOSES) {
        let command = commands::program(*id, federation, purpose)?;
        activities::create_program(tx, hq, &made(*id, "activities.create_program"), &command)?;
    }
    Ok(())
}

/// Opens a district's part of the federation, with who administers it.
pub(super) fn open_branch(
    tx: &mut Tx<'_>,
    pen: &Pen,
    hq: &Caller,
    (federation, branch): (UnitId, &Branch),
) -> Result<(), Error> {
    let command = commands::branch(branch, federation)?;
    org::create_unit(tx, hq, &made(command.id, "org.create_unit"), &command)?;
    let staff = [(&branch.admin, RoleKind::DistrictAdmin)];
    appoint(tx, pen, (&caller(hq.person, hq.now.plus(MINUTE)), branch.id), &staff)
}

/// Opens a brigade, with its leaders.
pub(super) fn open_brigade(
    tx: &mut Tx<'_>,
    pen: &Pen,
    admin: &Caller,
    (branch, brigade): (UnitId, &Brigade),
) -> Result<(), Error> {
    let command = commands::brigade(brigade.id, &brigade.town, branch)?;
    org::create_unit(tx, admin, &made(command.id, "org.create_unit"), &command)?;
    let staff = [(&brigade.leader, RoleKind::Leader), (&brigade.deputy, RoleKind::Leader)];
    appoint(tx, pen, (&caller(admin.person, admin.now.plus(MINUTE)), brigade.id), &staff)
}

/// Enrols persons in a unit, and gives them roles on it.
fn appoint(
    tx: &mut Tx<'_>,
    pen: &Pen,
    (by, unit): (&Caller, UnitId),
    staff: &[(&Person, RoleKind)],
) -> Result<(), Error> {
    let persons: Vec<Person> = staff.iter().map(|(person, _)| (*person).clone()).collect();
    enrol(tx, pen, &Joining { by: by.clone(), unit, persons: Arc::new(persons) })?;
    let by = caller(by.person, by.now.plus(MINUTE));
    for (person, role) in staff {
        let id = tx.random().id(by.now);
        let command = Appoint { id, person: person.id, unit, role: *role, until: None };
        org::appoint(tx, &by, &made(id, "org.appoint"), &command)?;
    }
    Ok(())
}

/// Persons whom somebody enrols in a unit.
#[derive(Clone, Debug)]
pub(super) struct Joining {
    pub(super) by: Caller,
    pub(super) unit: UnitId,
    pub(super) persons: Arc<Vec<Person>>,
}

/// Enrols them.
pub(super) fn enrol(tx: &mut Tx<'_>, pen: &Pen, joining: &Joining) -> Result<(), Error> {
    let Joining { by, unit, persons } = joining;
    let enrolment = |person: &Person| {
        let command = Enrol {
            id: person.id,
            membership: tx.random().id(by.now),
            unit: *unit,
            profile: person.profile.clone(),
            consents: consents(person, by.now, tx.random()),
        };
        (made(person.id, "enrolment.enrol"), command)
    };
    let slice: Vec<(Intent, Enrol)> = persons.iter().map(enrolment).collect();
    pen.enrol(tx, joining, &slice)
}

/// What somebody agreed to on paper when he came.
fn consents(person: &Person, given_at: Time, random: &Random) -> Vec<NewConsent> {
    let purposes = [(Purpose::Service, true), (Purpose::Location, person.tells_place)];
    let agreed = purposes.into_iter().filter(|(_, agreed)| *agreed);
    let consent = |(purpose, _)| {
        commands::consent(random.id(given_at), person, (purpose, ConsentForm::Paper), given_at)
    };
    agreed.map(consent).collect()
}

/// A fault of what the demo itself made.
pub(super) fn gone(what: &str) -> Fault {
    Fault::broken(format!("the demo's {what} is gone"))
}
