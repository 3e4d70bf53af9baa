//! Slices: what the server enters at once is judged and kept as when it comes alone.

use muster::{
    acts::Intent,
    enrolment::{self, Enrol},
    kernel::{
        caller::{Caller, Captured, Door, Grade},
        codes::Code,
        ids::{Id, PersonId},
        time::date,
    },
    people::{IdDocument, IdDocumentType, Name, Profile},
    platform::{db::Tx, error::Error},
};
use test_macros::test_on_both;

use crate::support::{app::TestApp, people::TestPerson, world::World};

/// Somebody who acts now.
fn by(app: &TestApp, person: PersonId) -> Caller {
    let now = app.muster.clock.now();
    let captured = Captured { at: now, grade: Grade::A };
    Caller { person, device: None, now, captured, door: Door::Http, request_id: "-".to_owned() }
}

fn drawn<T>(app: &TestApp) -> Id<T> {
    app.muster.random.id(app.muster.clock.now())
}

fn intent(app: &TestApp, kind: &'static str) -> Intent {
    Intent::unrepeated(drawn(app), kind)
}

/// Enters a slice, or is told why not.
async fn enter<F>(app: &TestApp, slice: F) -> Result<(), Code>
where
    F: Fn(&mut Tx<'_>) -> Result<(), Error> + Send + Sync + 'static,
{
    match app.muster.db.write(slice).await {
        Ok(_) => Ok(()),
        Err(Error::Refusal(refusal)) => Err(refusal.code),
        Err(Error::Fault(fault)) => panic!("{fault:?}"),
    }
}

/// Somebody new who comes to a unit, with a passport.
fn newcomer(app: &TestApp, unit: &str, passport: &str) -> Enrol {
    let today = date("2026-11-22").unwrap();
    let document = IdDocument::parse(IdDocumentType::Passport, passport, today).unwrap();
    let profile = Profile::named(Name::parse("谯龑").unwrap());
    Enrol {
        id: drawn(app),
        membership: drawn(app),
        unit: unit.parse().unwrap(),
        profile: Profile { id_document: Some(document), ..profile },
        consents: Vec::new(),
    }
}

async fn enrols(
    app: &TestApp,
    leader: &TestPerson,
    unit: &str,
    newcomers: &[Enrol],
) -> Result<(), Code> {
    let (sealer, caller) = (app.muster.sealer.clone(), by(app, leader.id));
    let unit = unit.parse().unwrap();
    let with_intent = |one: &Enrol| (intent(app, "enrolment.enrol"), one.clone());
    let slice: Vec<_> = newcomers.iter().map(with_intent).collect();
    enter(app, move |tx| enrolment::enrol_all(tx, &sealer, &caller, unit, &slice)).await
}

#[test_on_both]
async fn of_two_in_a_slice_who_are_the_same_neither_is_enrolled(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let new = |passport| newcomer(&app, &jiefangbei, passport);
    let (first, other, third) = (new("E12345671"), new("E12345672"), new("E12345673"));
    let same_document = Enrol { profile: first.profile.clone(), ..new("E12345674") };
    let same_person = Enrol { id: first.id, ..new("E12345675") };
    let same_membership = Enrol { membership: first.membership, ..new("E12345676") };
    let before = app.everything();

    let mut refused = Vec::new();
    for second in [same_document, same_person, same_membership] {
        let slice = [first.clone(), other.clone(), second];
        refused.push(enrols(&app, &zhou, &jiefangbei, &slice).await.unwrap_err());
    }

    assert_eq!(refused, [Code::AlreadyEnrolled, Code::IdConflict, Code::IdConflict]);
    assert_eq!(app.everything(), before);
    assert_eq!(enrols(&app, &zhou, &jiefangbei, &[first, other, third]).await, Ok(()));
}

#[test_on_both]
async fn a_slice_tells_of_a_document_only_who_may_know_of_its_holder(world: World) {
    let World { app, zhou, tang, jiefangbei, chaotianmen, .. } = world;
    let of = |unit: &str| [newcomer(&app, unit, "E12345671")];
    let (first, again, elsewhere) = (of(&jiefangbei), of(&jiefangbei), of(&chaotianmen));
    enrols(&app, &zhou, &jiefangbei, &first).await.unwrap();

    let told = enrols(&app, &zhou, &jiefangbei, &again).await;
    let untold = enrols(&app, &tang, &chaotianmen, &elsewhere).await;

    assert_eq!((told, untold), (Err(Code::AlreadyEnrolled), Ok(())));
}
