//! Slices: what the server enters at once is judged and kept as when it comes alone.

use muster::{
    acts::Intent,
    app,
    attendance::{
        self, Mark, MarkKind, MarkSource, NewReport, OwnCapture, Position, Said, Sheet, Whereabouts,
    },
    enrolment::{self, Enrol},
    kernel::{
        caller::{Caller, Captured, Door, Grade},
        codes::Code,
        geo::{Place, Wgs84},
        ids::{Id, PersonId},
        minutes::CreditPolicy,
        time::{Time, date},
    },
    people::{IdDocument, IdDocumentType, Name, Profile},
    platform::{db::Tx, error::Error},
};
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{
    app::TestApp,
    dump::lines,
    people::TestPerson,
    presence::{ON_SITE, at, fenced},
    world::World,
};

/// Somebody who acts at an instant.
fn by(person: PersonId, now: Time) -> Caller {
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
    let (sealer, caller) = (app.muster.sealer.clone(), by(leader.id, app.muster.clock.now()));
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

/// A sheet of a shift on which nothing stands.
fn sheet(shift: &str) -> Sheet {
    Sheet {
        shift: shift.parse().unwrap(),
        said: Vec::new(),
        confirmed: Vec::new(),
        report: None,
        retired: None,
    }
}

/// Seventy people whom a shift served, as its leader reports at eight in the evening of the 23rd.
fn reported(app: &TestApp, leader: &TestPerson, shift: &str) -> (Caller, Intent, NewReport) {
    let shift = shift.parse().unwrap();
    let note = Some("七位老人要上门".to_owned());
    let id = drawn(app);
    let report = NewReport { id, shift, times_served: 70, person_count: None, note };
    let intent = Intent::unrepeated(Id::new(id.uuid()), "attendance.report_shift");
    (by(leader.id, time(20)), intent, report)
}

/// That somebody came at an hour of the 23rd, and where that was.
fn came(app: &TestApp, person: &TestPerson, hour: u32) -> (Caller, Intent, Said) {
    let caller = by(person.id, time(hour));
    let place = Place { at: Wgs84::new(ON_SITE.0, ON_SITE.1).unwrap(), accuracy_m: Some(10) };
    let told = json!({ "lat": ON_SITE.0, "lon": ON_SITE.1, "datum": "wgs84" });
    let whereabouts = Whereabouts::Told(Position { place, told });
    let id = drawn(app);
    let own = OwnCapture { id, captured: caller.captured, whereabouts, code: None };
    let intent = Intent::unrepeated(Id::new(id.uuid()), "attendance.check_in");
    (caller, intent, Said::Came(own))
}

/// That a leader saw somebody in the evening of the 23rd who had been there.
fn marked(app: &TestApp, leader: &TestPerson, person: &TestPerson) -> (Caller, Intent, Said) {
    let (id, kind, source) = (drawn(app), MarkKind::Present, MarkSource::Roster);
    let mark = Mark { id, person: person.id, kind, at: time(12), source };
    let intent = Intent::unrepeated(Id::new(id.uuid()), "attendance.mark");
    (by(leader.id, time(13)), intent, Said::Marked(mark))
}

fn time(hour: u32) -> Time {
    Time::parse(&at(23, hour, 0)).unwrap()
}

async fn enters(app: &TestApp, sheet: Sheet) -> Result<(), Code> {
    let policy = CreditPolicy::default();
    enter(app, move |tx| attendance::enter_sheets(tx, policy, std::slice::from_ref(&sheet))).await
}

#[test_on_both]
async fn a_shift_to_which_nobody_came_is_reported_with_its_note(world: World) {
    let shift = world.shift((23, 9, 12), 5).await;
    let World { app, zhou, wang, .. } = world;
    let of_member = Sheet { report: Some(reported(&app, &wang, &shift)), ..sheet(&shift) };
    let of_leader = Sheet { report: Some(reported(&app, &zhou, &shift)), ..sheet(&shift) };

    let refused = enters(&app, of_member).await;
    let entered = enters(&app, of_leader).await;

    assert_eq!((refused, entered), (Err(Code::Forbidden), Ok(())));
    let reports = zhou.get(&format!("/v1/shifts/{shift}/reports")).await.expect(200).json();
    let report = &reports["items"][0];
    assert_eq!(report["times_served"], 70);
    assert_eq!(report["note"], "七位老人要上门");
}

#[test_on_both]
async fn a_position_is_kept_of_who_allows_it_and_of_nobody_else(world: World) {
    let shift = world.shift_of(fenced(), (23, 9, 12), 5).await;
    let World { app, lin, wang, .. } = world;
    lin.allows_location().await;
    let said = vec![came(&app, &lin, 9), came(&app, &wang, 9)];

    enters(&app, Sheet { said, ..sheet(&shift) }).await.unwrap();

    let kept = "SELECT evidence AS line FROM attendance_evidence";
    let kept = app.look(|conn| Ok(lines(conn, kept)));
    assert_eq!(kept, [r#"{"place":{"datum":"wgs84","lat":29.563,"lon":106.577}}"#]);
    let hashed = "SELECT kind AS line FROM attendance_events WHERE evidence_hash IS NOT NULL";
    assert_eq!(app.look(|conn| Ok(lines(conn, hashed))), ["check_in"]);
}

#[test_on_both]
async fn whose_stays_overlap_by_a_slice_is_told_once(world: World) {
    let first = world.shift((23, 9, 12), 5).await;
    let second = world.shift((23, 10, 13), 5).await;
    let World { app, zhou, lin, .. } = world;
    let there = |shift: &str| {
        let said = vec![came(&app, &lin, 10), marked(&app, &zhou, &lin)];
        Sheet { said, ..sheet(shift) }
    };

    enters(&app, there(&first)).await.unwrap();
    enters(&app, there(&second)).await.unwrap();

    let told = "SELECT kind AS line FROM notices WHERE kind = 'stays_overlap'";
    assert_eq!(app.look(|conn| Ok(lines(conn, told))).len(), 1);
    let overlap = "SELECT CAST(COUNT(*) AS text) AS line FROM attendances a WHERE a.overlaps";
    assert_eq!(app.look(|conn| Ok(lines(conn, overlap))), ["2"]);
    let audits = app.look(|conn| Ok(app::audit(conn, |_| {}).unwrap()));
    assert!(audits.iter().all(|audit| audit.agrees()), "{audits:?}");
}

#[test_on_both]
async fn in_a_slice_too_a_leader_marks_whom_he_knows(world: World) {
    let shift = world.shift((23, 9, 12), 5).await;
    let World { app, qin, zhou, lin, wang, mei, .. } = world;

    let mut marks = Vec::new();
    for (leader, person) in [(&zhou, &mei), (&wang, &lin), (&mei, &lin), (&qin, &mei)] {
        let said = vec![marked(&app, leader, person)];
        marks.push(enters(&app, Sheet { said, ..sheet(&shift) }).await);
    }

    let unknown = Err(Code::NotFound);
    assert_eq!(marks, [unknown, Err(Code::Forbidden), unknown, Ok(())]);
}
