//! How units and people come into being.

use std::{sync::Arc, time::Duration};

use super::{
    cast::{Branch, Brigade, Person},
    pace::Pen,
};
use crate::{
    activities::{self, CreateProgram, Themes},
    acts::Intent,
    demo::{chance::sound, founding::FEDERATION, programs::PURPOSES},
    enrolment::Enrol,
    kernel::{
        caller::{Caller, Captured, Door, Grade},
        ids::{Id, PersonId, ProgramId, UnitId},
        time::Time,
        version::Expected,
    },
    org::{self, Appoint, CreateUnit, NewPolicy, RoleKind, UnitChanges, UnitKind, UnitName},
    people::{ConsentForm, GivenBy, NewConsent, NoticeVersion, Purpose},
    platform::{
        db::Tx,
        error::{Error, Fault},
        random::Random,
    },
};

const MINUTE: Duration = Duration::from_secs(60);

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
    let policy = NewPolicy {
        id: tx.random().id(hq.now),
        unit: federation,
        insurer: "示例保险公司".to_owned(),
        policy_no: "DEMO-0001".to_owned(),
        valid_from: hq.now.local_date(),
        valid_to: until.local_date(),
    };
    org::record_policy(tx, hq, &made(policy.id, "org.record_policy"), &policy)?;
    for (id, purpose) in programs.iter().zip(&PURPOSES) {
        let command = CreateProgram {
            id: *id,
            unit: federation,
            name: sound(activities::Name::parse(purpose.name))?,
            themes: sound(Themes::new(purpose.themes.to_vec()))?,
            summary: Some(purpose.summary.to_owned()),
        };
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
    let command = CreateUnit {
        id: branch.id,
        kind: UnitKind::District,
        name: sound(UnitName::parse(&branch.name()))?,
        parent: federation,
        area_code: Some(branch.district.code.clone()),
    };
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
    let command = CreateUnit {
        id: brigade.id,
        kind: UnitKind::Brigade,
        name: sound(UnitName::parse(&brigade.name()))?,
        parent: branch,
        area_code: Some(brigade.town.code.clone()),
    };
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
    let consent = |(purpose, _)| NewConsent {
        id: random.id(given_at),
        person: person.id,
        purpose,
        notice_version: NoticeVersion::CURRENT,
        form: ConsentForm::Paper,
        given_by: GivenBy::Person,
        given_at,
    };
    agreed.map(consent).collect()
}

/// A fault of what the demo itself made.
pub(super) fn gone(what: &str) -> Fault {
    Fault::broken(format!("the demo's {what} is gone"))
}
