//! Entering what was captured: what it is judged by, and what becomes of attendances.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use serde_json::{Map, Value, json};

use super::{booking, by_any_id, hold, holding::dropped, put, telling::tell_of_overlaps};
use crate::{
    activities::{self, ShiftFacts},
    acts::{self, Intent, Recorded},
    attendance::{
        model::{Capture, EventKind, Source, Whereabouts},
        rules::{
            Age, Beginning, Book, Facts, HasPlace, as_allowed, flags_of_capture, found,
            may_be_captured,
        },
        store::{self, AttendanceRow, EventRow, EvidenceRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        figures::Booking,
        geo,
        ids::{AttendanceEventId, AttendanceId, Id, PersonId, RecordId, ShiftId},
        minutes::CreditPolicy,
        refusal::Refusal,
        time::Time,
    },
    org::{self, Standing},
    people::{self, PersonRow, Purpose},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// What several captures are judged by, with their persons locked, and what became of it so far. It
/// is written at the end, so a capture that is refused leaves nothing.
pub(in crate::attendance) struct Presence {
    policy: CreditPolicy,
    shifts: Vec<ShiftFacts>,
    bookings: BTreeMap<ShiftId, Booking>,
    persons: Vec<PersonRow>,
    places: BTreeSet<(ShiftId, PersonId)>,
    /// What they were to any unit at the instants that were asked for; strangers are left out.
    standings: BTreeMap<Time, BTreeMap<PersonId, Standing>>,
    /// As they were when they were locked.
    before: Vec<AttendanceRow>,
    rows: Vec<AttendanceRow>,
    /// Records of theirs that were rejected or voided.
    dropped: BTreeSet<RecordId>,
    events: Vec<EventRow>,
    /// How many of these stood there before.
    known: usize,
    evidence: Vec<EvidenceRow>,
    acts: Vec<(Intent, AttendanceEventId)>,
}

impl Presence {
    /// Locks persons, and reads all that is known of their presence in some shifts.
    ///
    /// # Errors
    /// What the database says.
    pub(in crate::attendance) fn of(
        tx: &mut Tx<'_>,
        policy: CreditPolicy,
        shifts: &[ShiftId],
        persons: &[PersonId],
    ) -> Result<Self, Error> {
        let held = hold(tx, shifts, persons)?;
        let mut bookings = BTreeMap::new();
        for shift in &held.shifts {
            bookings.insert(shift.id, booking(tx, shift)?);
        }
        let places = activities::places_of(tx, shifts, persons)?;
        let events = store::events_in(tx, shifts, persons)?;
        Ok(Self {
            policy,
            shifts: held.shifts,
            bookings,
            persons: held.persons,
            places: places.into_iter().collect(),
            standings: BTreeMap::new(),
            dropped: dropped(tx, &held.rows)?,
            rows: held.rows.clone(),
            before: held.rows,
            known: events.len(),
            events,
            evidence: Vec::new(),
            acts: Vec::new(),
        })
    }

    /// The attendance that an id finds now.
    pub(in crate::attendance) fn row(&self, id: AttendanceId) -> Option<&AttendanceRow> {
        found(&self.rows, id)
    }

    /// A shift that is held.
    ///
    /// # Errors
    /// [`Code::NotFound`] where there is no such shift.
    pub(in crate::attendance) fn shift(&self, id: ShiftId) -> Result<&ShiftFacts, Error> {
        Ok(self.shifts.iter().find(|shift| shift.id == id).ok_or(Code::NotFound)?)
    }

    /// Enters one thing, unless it was entered before.
    ///
    /// # Errors
    /// Those of [`Self::was_entered`] and [`Self::enter_new`].
    pub(in crate::attendance) fn enter(
        &mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        intent: &Intent,
        capture: &Capture,
    ) -> Result<(), Error> {
        if self.was_entered(tx, caller, intent)? {
            return Ok(());
        }
        self.enter_new(tx, caller, intent, capture)
    }

    /// Enters one thing that was not entered before.
    ///
    /// # Errors
    /// [`Code::NotFound`] without such a shift or person; [`Code::IdConflict`]; those of
    /// [`may_be_captured`] and [`Book::with`].
    pub(in crate::attendance) fn enter_new(
        &mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        intent: &Intent,
        capture: &Capture,
    ) -> Result<(), Error> {
        let shift = self.shifts.iter().find(|shift| shift.id == capture.shift);
        let shift = shift.ok_or(Code::NotFound)?;
        let person = self.persons.iter().find(|person| person.id == capture.person);
        let person = person.ok_or(Code::NotFound)?;
        let facts = Facts {
            then: standing(tx, &mut self.standings, &self.persons, (person.id, capture.at))?,
            now: standing(tx, &mut self.standings, &self.persons, (person.id, caller.now))?,
            age: Age::at(person, capture.at),
        };
        let of = |row: &AttendanceRow| row.person == person.id && row.shift == shift.id;
        let open = |row: &AttendanceRow| AttendanceRow {
            settled_at: row.settled_at.filter(|_| !self.dropped.contains(&row.record_id)),
            ..row.clone()
        };
        let rows: Vec<AttendanceRow> = self.rows.iter().filter(|row| of(row)).map(open).collect();
        if !rows.iter().any(|row| row.state.is_stay()) {
            may_be_captured(shift, &facts)?;
        }
        if store::is_event(tx, capture.id)? {
            return Err(Code::IdConflict.into());
        }
        let capture = &allowed(tx, caller, capture)?;
        let has_place = self.places.contains(&(shift.id, person.id));
        let booking = self.bookings.get(&shift.id);
        let beginning = Beginning {
            shift,
            booking: booking.ok_or_else(|| Fault::broken("a shift without a booking"))?,
            policy: self.policy,
            recorded_at: caller.now,
            recorded_by: caller.person,
        };
        let events = self.events.iter();
        let events: Vec<EventRow> = events
            .filter(|event| event.person == person.id && event.shift == shift.id)
            .cloned()
            .collect();
        let book = Book { rows: &rows, events: &events };
        let has_place = if has_place { HasPlace::Yes } else { HasPlace::No };
        let brings = (facts.then, has_place);
        let Captured { after, event, evidence } =
            captured(tx, caller, capture, brings, (book, &beginning))?;
        self.rows.retain(|row| !of(row));
        self.rows.extend(after);
        self.events.push(event);
        self.evidence.extend(evidence);
        self.acts.push((intent.clone(), capture.id));
        Ok(())
    }

    /// Whether something was entered before, by this act or by an earlier one.
    ///
    /// # Errors
    /// [`Code::IdConflict`] where the id was given to something else.
    pub(in crate::attendance) fn was_entered(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        intent: &Intent,
    ) -> Result<bool, Error> {
        if let Some((entered, _)) = self.acts.iter().find(|(entered, _)| entered.id == intent.id) {
            return if entered == intent { Ok(true) } else { Err(Code::IdConflict.into()) };
        }
        Ok(acts::done(tx, caller, intent)?.is_some())
    }

    /// Writes what was entered, with an act for each; tells whose stays overlap now.
    ///
    /// # Errors
    /// What the database says.
    pub(in crate::attendance) fn write(
        &mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
    ) -> Result<(), Error> {
        let Some((Intent { id: act, .. }, _)) = self.acts.first() else { return Ok(()) };
        self.rows = put(tx, caller, *act, &self.before, &self.rows)?;
        let events = self.events.get(self.known..).unwrap_or_default();
        store::insert_events(tx, events)?;
        if !self.evidence.is_empty() {
            store::insert_evidence(tx, &self.evidence)?;
        }
        for (intent, id) in &self.acts {
            let row = found(&self.rows, Id::new(id.uuid()));
            let row = row.ok_or_else(|| Fault::broken("an act on no attendance"))?;
            let recorded = Recorded::applied(row.id.entity(), Some(row.unit));
            acts::record(tx, caller, intent, &recorded)?;
        }
        tell_of_overlaps(tx, caller, &self.before, &self.rows)
    }

    /// Writes what was entered of several captures. Answers for each the attendance that stands
    /// for it, or why it was refused, in their order.
    ///
    /// # Errors
    /// What the database says.
    pub(in crate::attendance) fn finish(
        mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        entered: Vec<(AttendanceEventId, Result<(), Refusal>)>,
    ) -> Result<Vec<Result<AttendanceRow, Refusal>>, Error> {
        self.write(tx, caller)?;
        let stands = |(id, entered): (_, Result<(), Refusal>)| match entered {
            Ok(()) => Ok(Ok(self.stands(tx, id)?)),
            Err(refusal) => Ok(Err(refusal)),
        };
        entered.into_iter().map(stands).collect()
    }

    /// The attendance that stands for what was captured under an id.
    ///
    /// # Errors
    /// What the database says.
    pub(in crate::attendance) fn stands(
        &self,
        tx: &mut Tx<'_>,
        id: AttendanceEventId,
    ) -> Result<AttendanceRow, Error> {
        let id = Id::new(id.uuid());
        match self.row(id) {
            Some(row) => Ok(row.clone()),
            None => by_any_id(tx, id),
        }
    }
}

/// What becomes of somebody's attendances in a shift by a capture, and what is kept of it.
pub(super) struct Captured {
    pub(super) after: Vec<AttendanceRow>,
    pub(super) event: EventRow,
    pub(super) evidence: Option<EvidenceRow>,
}

/// What a capture makes of the attendances of its person in its shift. It holds no position that he
/// does not allow to be kept.
pub(super) fn captured(
    tx: &Tx<'_>,
    caller: &Caller,
    capture: &Capture,
    (standing, has_place): (Standing, HasPlace),
    (book, beginning): (Book<'_>, &Beginning<'_>),
) -> Result<Captured, Error> {
    let evidence = evidence(tx, capture)?;
    let mut event = event(caller, beginning.shift, capture);
    event.evidence_hash = evidence.as_ref().map(|(hash, _)| hash.to_vec());
    let flags = flags_of_capture(capture, beginning.shift, standing, has_place);
    let after = book.with(&event, &flags, beginning)?;
    let stands = found(&after, Id::new(event.id.uuid())).map(|row| row.id);
    event.attendance = stands.ok_or_else(|| Fault::broken("an event on no attendance"))?;
    Ok(Captured { after, event, evidence: evidence.map(|(_, row)| row) })
}

/// What a person was at an instant; all who are locked are asked about at once.
fn standing(
    tx: &mut Tx<'_>,
    known: &mut BTreeMap<Time, BTreeMap<PersonId, Standing>>,
    persons: &[PersonRow],
    (person, at): (PersonId, Time),
) -> Result<Standing, Error> {
    let then = match known.entry(at) {
        Entry::Occupied(then) => then.into_mut(),
        Entry::Vacant(unknown) => {
            let persons: Vec<PersonId> = persons.iter().map(|person| person.id).collect();
            unknown.insert(org::standings(tx, &persons, None, at)?)
        }
    };
    Ok(then.get(&person).copied().unwrap_or(Standing::Stranger))
}

/// A capture with what the person allows to be kept of it.
fn allowed(tx: &mut Tx<'_>, caller: &Caller, capture: &Capture) -> Result<Capture, Error> {
    let capture = capture.clone();
    if !matches!(capture.whereabouts, Whereabouts::Told(_)) {
        return Ok(capture);
    }
    let located = people::consents_ever(tx, &[capture.person], Purpose::Location)?;
    Ok(as_allowed(capture, caller.now, &located))
}

/// What may be erased of a capture, with the hash that stays; nothing where there is none of it.
fn evidence(tx: &Tx<'_>, capture: &Capture) -> Result<Option<([u8; 32], EvidenceRow)>, Error> {
    let mut kept = Map::new();
    if let Whereabouts::Told(position) = &capture.whereabouts {
        kept.insert("place".to_owned(), position.told.clone());
    }
    if let Some(code) = &capture.code {
        kept.insert("code".to_owned(), json!(code));
    }
    if kept.is_empty() {
        return Ok(None);
    }
    let evidence = serde_json_canonicalizer::to_string(&Value::Object(kept));
    let evidence = evidence.map_err(Fault::broken)?;
    let salt: [u8; 16] = tx.random().bytes();
    let hash = tx.hash(&[salt.as_slice(), evidence.as_bytes()].concat());
    let (event, person, salt) = (capture.id, capture.person, salt.to_vec());
    Ok(Some((hash, EvidenceRow { event, person, evidence, salt })))
}

fn event(caller: &Caller, shift: &ShiftFacts, capture: &Capture) -> EventRow {
    let place = match &capture.whereabouts {
        Whereabouts::Told(position) => Some(position.place),
        Whereabouts::Untold | Whereabouts::Refused => None,
    };
    let came = !matches!(capture.kind, EventKind::Absent | EventKind::Excused);
    let own = came && capture.source == Source::Own;
    EventRow {
        id: capture.id,
        attendance: Id::NIL,
        shift: shift.id,
        person: capture.person,
        kind: capture.kind,
        source: capture.source,
        at: capture.at,
        captured_at: capture.captured.at,
        grade: capture.captured.grade,
        verdict: own.then(|| geo::verdict(shift.fence.as_ref(), place.as_ref())),
        recorded_at: caller.now,
        recorded_by: caller.person,
        device: caller.device,
        evidence_hash: None,
    }
}

/// What a refusal of one of several captures is to those that are done.
///
/// # Errors
/// A fault.
pub(in crate::attendance) fn refused<T>(
    done: Result<T, Error>,
) -> Result<Result<T, Refusal>, Fault> {
    match done {
        Ok(value) => Ok(Ok(value)),
        Err(Error::Refusal(refusal)) => Ok(Err(refusal)),
        Err(Error::Fault(fault)) => Err(fault),
    }
}
