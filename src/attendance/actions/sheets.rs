//! Sheets: all that came of shifts that are over, entered at once.
//!
//! It is what `check_ins.rs`, `marks.rs`, `confirming.rs`, `reports.rs` and `retirement.rs` do, act
//! by act and by the same rules, with two differences. What they are judged by is read once for all
//! of them, or once a shift; and each row is written once, as the last act of the slice leaves it.
//! Where what was read does not say that somebody may know of a shift, or of whom he marks, it is
//! asked as single acts ask.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    booking,
    confirming::Confirming,
    hold,
    marks::{known_to, of_mark},
    presence::{Captured, captured},
    reports::reported,
    telling::tell_of_overlaps,
    writing::{stepped, write},
};
use crate::{
    activities::{self, ShiftFacts},
    acts::{self, Intent, OfSlice},
    attendance::{
        model::{Capture, EventKind, Mark, NewReport, OwnCapture, Sight, Source},
        rules::{self, Age, Beginning, Book, Facts, HasPlace, found},
        store::{self, AttendanceRow, EventRow, EvidenceRow, ReportRow},
    },
    cells::{self, SessionDay},
    kernel::{
        caller::Caller,
        codes::Code,
        figures::Booking,
        ids::{ActId, AttendanceId, Id, PersonId, ShiftId, UnitId},
        minutes::CreditPolicy,
    },
    ledger::{self, RecordRow},
    org::{self, Authorities, Standings, UnitRow},
    people::{self, Consents, PersonRow, Purpose},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// What was said of somebody's presence.
#[derive(Clone, Debug)]
pub enum Said {
    /// By himself: that he came.
    Came(OwnCapture),
    /// By himself: that he left.
    Left(OwnCapture),
    /// By a leader.
    Marked(Mark),
}

/// All that came of a shift, each with who did it, in the order of time.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Which.
    pub shift: ShiftId,
    /// What was said of those who came.
    pub said: Vec<(Caller, Intent, Said)>,
    /// Whose service was confirmed, by the id of one of his stays.
    pub confirmed: Vec<(Caller, Intent, AttendanceId)>,
    /// How many people it served.
    pub report: Option<(Caller, Intent, NewReport)>,
    /// When the system took the stays from the phones of those who came.
    pub retired: Option<(Caller, Intent)>,
}

/// Enters sheets, a slice: all of them or none. Of none of these shifts anything was entered
/// before, and none of those who came is in two of them at once.
///
/// # Errors
/// Those of `check_in`, `check_out`, `mark`, `confirm_record` and `report_shift`; a fault where an
/// id is not new: the server drew them all.
pub fn enter_sheets(tx: &mut Tx<'_>, policy: CreditPolicy, sheets: &[Sheet]) -> Result<(), Error> {
    if sheets.is_empty() {
        return Ok(());
    }
    let mut known = Known::of(tx, policy, sheets)?;
    let before: Vec<AttendanceRow> = known.rows.values().flatten().cloned().collect();
    for sheet in sheets {
        for (caller, intent, said) in &sheet.said {
            known.enter(tx, (caller, intent), sheet.shift, said)?;
        }
    }
    let mut records = Vec::new();
    for sheet in sheets {
        for (caller, intent, id) in &sheet.confirmed {
            records.push((caller, intent.id, known.confirm((caller, intent), sheet.shift, *id)?));
        }
    }
    for sheet in sheets {
        if let Some((caller, intent)) = &sheet.retired {
            known.retire((caller, intent), sheet.shift);
        }
    }
    let after: Vec<AttendanceRow> = known.rows.values().flatten().cloned().collect();
    // Where nothing was said of anybody no attendance has changed.
    if let Some((first, act)) = sheets.iter().find_map(first_of) {
        write(tx, first, act, &before, &after)?;
        tell_of_overlaps(tx, first, &before, &after)?;
    }
    store::insert_events(tx, &known.events)?;
    store::insert_evidence(tx, &known.evidence)?;
    ledger::enter_all(tx, records)?;
    report(tx, &mut known, sheets)?;
    acts::record_all(tx, &known.acts)
}

/// In whose name, and by which act, other rows are marked that a slice meets.
fn first_of(sheet: &Sheet) -> Option<(&Caller, ActId)> {
    sheet.said.first().map(|(caller, intent, _)| (caller, intent.id))
}

/// A caller, and what he means to do.
type Doing<'a> = (&'a Caller, &'a Intent);

/// All that sheets are judged by, and what became of it so far.
struct Known<'a> {
    policy: CreditPolicy,
    shifts: BTreeMap<ShiftId, Rc<(ShiftFacts, Booking)>>,
    units: BTreeMap<UnitId, UnitRow>,
    persons: BTreeMap<PersonId, PersonRow>,
    places: BTreeSet<(ShiftId, PersonId)>,
    standings: Standings,
    authorities: Authorities,
    /// Who let his position be kept.
    located: Consents,
    /// The attendances of each that are held.
    rows: BTreeMap<PersonId, Vec<AttendanceRow>>,
    /// What is captured of each in a shift.
    captured: BTreeMap<(ShiftId, PersonId), Vec<EventRow>>,
    events: Vec<EventRow>,
    /// About whom something was captured under an id.
    who: BTreeMap<AttendanceId, PersonId>,
    evidence: Vec<EvidenceRow>,
    acts: Vec<OfSlice<'a>>,
}

impl<'a> Known<'a> {
    fn of(tx: &mut Tx<'_>, policy: CreditPolicy, sheets: &[Sheet]) -> Result<Self, Error> {
        let ids: Vec<ShiftId> = sheets.iter().map(|sheet| sheet.shift).collect();
        let mut shifts = BTreeMap::new();
        // Reports of a shift come one after the other, so all shifts are locked.
        for shift in activities::lock_each_shift(tx, &ids.iter().copied().collect())? {
            let booking = booking(tx, &shift)?;
            shifts.insert(shift.id, Rc::new((shift, booking)));
        }
        let day = |sheet: &Sheet| {
            let (shift, booking) = shifts.get(&sheet.shift)?.as_ref();
            let (activity, service_date) = (shift.activity, shift.service_date.clone());
            Some(SessionDay { activity, service_date, booking: booking.clone() })
        };
        let confirmed = sheets.iter().filter(|sheet| !sheet.confirmed.is_empty());
        cells::lock_days(tx, &confirmed.filter_map(day).collect::<Vec<_>>())?;
        let persons: BTreeSet<PersonId> = sheets.iter().flat_map(Sheet::persons).collect();
        let persons: Vec<PersonId> = persons.into_iter().collect();
        let held = hold(tx, &ids, &persons)?;
        if held.rows.iter().any(|row| ids.contains(&row.shift)) {
            return Err(Fault::broken("of a shift of a slice something was entered before").into());
        }
        let units: BTreeSet<UnitId> = shifts.values().map(|held| held.0.unit).collect();
        let units: Vec<UnitId> = units.into_iter().collect();
        let mut rows: BTreeMap<PersonId, Vec<AttendanceRow>> = BTreeMap::new();
        for row in held.rows {
            rows.entry(row.person).or_default().push(row);
        }
        Ok(Self {
            policy,
            units: org::units_by_id(tx, &units)?.into_iter().map(|unit| (unit.id, unit)).collect(),
            places: activities::places_of(tx, &ids, &persons)?.into_iter().collect(),
            standings: org::standings_ever(tx, &persons)?,
            authorities: org::authorities_ever(tx, &units)?,
            located: people::consents_ever(tx, &persons, Purpose::Location)?,
            persons: held.persons.into_iter().map(|person| (person.id, person)).collect(),
            shifts,
            rows,
            captured: BTreeMap::new(),
            events: Vec::new(),
            who: BTreeMap::new(),
            evidence: Vec::new(),
            acts: Vec::new(),
        })
    }

    fn shift(&self, id: ShiftId) -> Result<Rc<(ShiftFacts, Booking)>, Error> {
        self.shifts.get(&id).cloned().ok_or_else(|| Code::NotFound.into())
    }

    /// Enters one thing that was said.
    fn enter(
        &mut self,
        tx: &mut Tx<'_>,
        (caller, intent): Doing<'a>,
        shift: ShiftId,
        said: &Said,
    ) -> Result<(), Error> {
        let of_shift = self.shift(shift)?;
        let (shift, booking) = of_shift.as_ref();
        let capture = capture(caller, shift, said);
        let capture = rules::as_allowed(capture, caller.now, &self.located);
        let standing = |at| self.standings.at(capture.person, None, at);
        let person = self.persons.get(&capture.person).ok_or(Code::NotFound)?;
        let facts = Facts {
            then: standing(capture.at),
            now: standing(caller.now),
            age: Age::at(person, capture.at),
        };
        self.may_say(tx, caller, shift, (said, capture.person))?;
        let held = self.rows.get(&capture.person).map_or(&[][..], Vec::as_slice);
        let (rows, others): (Vec<AttendanceRow>, Vec<AttendanceRow>) =
            held.iter().cloned().partition(|row| row.shift == shift.id);
        if !rows.iter().any(|row| row.state.is_stay()) {
            rules::may_be_captured(shift, &facts)?;
        }
        let place = (shift.id, capture.person);
        let has_place = self.places.contains(&place);
        let has_place = if has_place { HasPlace::Yes } else { HasPlace::No };
        let events = self.captured.entry(place).or_default();
        let beginning = Beginning {
            shift,
            booking,
            policy: self.policy,
            recorded_at: caller.now,
            recorded_by: caller.person,
        };
        let book = Book { rows: &rows, events };
        let Captured { mut after, event, evidence } =
            captured(tx, caller, &capture, (facts.then, has_place), (book, &beginning))?;
        after.extend(others);
        let after = stepped(held, &after);
        self.acts.push((caller, intent, event.attendance.entity(), Some(shift.unit)));
        self.who.insert(Id::new(event.id.uuid()), capture.person);
        events.push(event.clone());
        self.events.push(event);
        self.evidence.extend(evidence);
        self.rows.insert(capture.person, after);
        Ok(())
    }

    /// Whether somebody may know of a shift, and of whom he marks in it.
    fn may_say(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        shift: &ShiftFacts,
        (said, of): (&Said, PersonId),
    ) -> Result<(), Error> {
        let has_place = self.places.contains(&(shift.id, of));
        let was_there = self.rows.get(&of).into_iter().flatten().any(|row| row.shift == shift.id);
        let is_known = match said {
            Said::Came(_) => {
                has_place || activities::authority_over_shift(tx, caller, shift).map(|_| true)?
            }
            Said::Left(_) => was_there,
            Said::Marked(_) => {
                self.may_lead(tx, caller, shift)?;
                has_place || was_there || known_to(tx, caller, shift.id, &[of])?.contains(&of)
            }
        };
        if is_known { Ok(()) } else { Err(Code::NotFound.into()) }
    }

    /// Whether somebody leads the unit of a shift; who does not may not know of it either.
    fn may_lead(&self, tx: &mut Tx<'_>, caller: &Caller, shift: &ShiftFacts) -> Result<(), Error> {
        if self.authorities.at(caller.person, shift.unit, caller.now).leads() {
            return Ok(());
        }
        Ok(activities::authority_over_shift(tx, caller, shift)?.may_lead()?)
    }

    /// Confirms what somebody served.
    fn confirm(
        &mut self,
        (caller, intent): Doing<'a>,
        shift: ShiftId,
        id: AttendanceId,
    ) -> Result<RecordRow, Error> {
        let of_shift = self.shift(shift)?;
        let (shift, _) = of_shift.as_ref();
        let rows = self.who.get(&id).and_then(|person| self.rows.get(person));
        let rows = rows.ok_or(Code::NotFound)?;
        let row = found(rows, id).ok_or(Code::NotFound)?;
        let (person, record) = (row.person, row.record_id);
        let authority = |of| self.authorities.at(of, shift.unit, caller.now);
        rules::may_judge(person, caller.person, &authority(caller.person))?;
        let unit = self.units.get(&shift.unit);
        let unit = unit.ok_or_else(|| Fault::broken("an activity without a unit"))?;
        let confirming = Confirming {
            shift,
            unit_name: &unit.name,
            leads_unit: authority(person).leads(),
            rows,
            events: self.captured.get(&(shift.id, person)).map_or(&[][..], Vec::as_slice),
            earlier: None,
            late_reason: None,
        };
        let (settled, record) = confirming.confirmed(caller, record)?;
        let after = stepped(rows, &settled);
        self.rows.insert(person, after);
        self.acts.push((caller, intent, record.id.entity(), Some(record.unit)));
        Ok(record)
    }

    /// Takes the stays of a shift from the phones of those who came.
    fn retire(&mut self, (caller, intent): Doing<'a>, shift: ShiftId) {
        let mut unit = None;
        for row in self.rows.values_mut().flatten().filter(|row| row.shift == shift) {
            if rules::is_seen(row, Sight::Own) {
                (row.retired_at, unit) = (Some(caller.now), Some(row.unit));
                row.version += 1;
            }
        }
        self.acts.extend(unit.map(|unit| (caller, intent, shift.entity(), Some(unit))));
    }
}

impl Sheet {
    fn persons(&self) -> impl Iterator<Item = PersonId> {
        self.said.iter().map(|(caller, _, said)| match said {
            Said::Came(_) | Said::Left(_) => caller.person,
            Said::Marked(mark) => mark.person,
        })
    }
}

fn capture(caller: &Caller, shift: &ShiftFacts, said: &Said) -> Capture {
    let own = |kind, own: &OwnCapture| {
        let OwnCapture { id, captured, whereabouts, code } = own.clone();
        let (shift, person, source, at) = (shift.id, caller.person, Source::Own, captured.at);
        Capture { id, shift, person, kind, source, at, captured, whereabouts, code }
    };
    match said {
        Said::Came(came) => own(EventKind::CheckIn, came),
        Said::Left(left) => own(EventKind::CheckOut, left),
        Said::Marked(mark) => of_mark(caller, shift, mark),
    }
}

/// Reports how many people the shifts served, those of a shift in their order.
fn report<'a>(tx: &mut Tx<'_>, known: &mut Known<'a>, sheets: &'a [Sheet]) -> Result<(), Error> {
    let reports = || sheets.iter().filter_map(|sheet| sheet.report.as_ref());
    let shifts: Vec<ShiftId> = reports().map(|(_, _, new)| new.shift).collect();
    let newest = store::newest_of(tx, &shifts)?.into_iter();
    let mut newest: BTreeMap<ShiftId, ReportRow> = newest.map(|row| (row.shift, row)).collect();
    let (mut rows, mut notes) = (Vec::new(), Vec::new());
    for (caller, intent, new) in reports() {
        let of_shift = known.shift(new.shift)?;
        let (shift, booking) = of_shift.as_ref();
        known.may_lead(tx, caller, shift)?;
        rules::may_report(shift, caller.now)?;
        let (row, note) = reported(tx, caller, new, (shift, booking), newest.get(&new.shift));
        known.acts.push((caller, intent, row.id.entity(), Some(row.unit)));
        newest.insert(new.shift, row.clone());
        rows.push(row);
        notes.extend(note);
    }
    store::insert_reports(tx, &rows)?;
    Ok(store::insert_notes(tx, &notes)?)
}
