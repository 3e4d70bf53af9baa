//! What simulated people do: an act, by somebody, at some instant.

use super::caller::{caller, made, one};
use crate::{
    activities::{
        self, AddShift, CreateActivity, CreateProgram, CreateSite, Move, NewSignUp, SignUpStep,
    },
    acts::Intent,
    attendance::{self, Mark, NewReport, OwnCapture},
    enrolment::{self, Enrol},
    kernel::{
        caller::Caller,
        ids::{ActId, AttendanceId, Id, PersonId, RecordId, ShiftId, SignUpId, UnitId},
        minutes::CreditPolicy,
        refusal::Refusal,
        time::Time,
        version::Expected,
    },
    ledger::{self, Correct, RecordState},
    org::{self, Appoint, CreateUnit, NewPolicy, UnitChanges},
    people::Sealer,
    platform::{
        db::Tx,
        error::{Error, Fault},
        random::Random,
    },
};

/// Records that a second person is to look at.
pub(super) type InReview = Vec<RecordId>;

type Act = dyn Fn(&mut Tx<'_>, &Caller) -> Result<InReview, Error> + Send + Sync;

/// An act that is to be done.
pub(super) struct Deed {
    pub(super) at: Time,
    by: PersonId,
    /// The brigade whose business it is, by its place in the cast.
    pub(super) brigade: Option<usize>,
    /// What it is called.
    kind: &'static str,
    act: Box<Act>,
}

impl Deed {
    /// Why it was refused: the demo lets nobody do what he may not.
    pub(super) fn failed(&self, error: &Error) -> Fault {
        Fault::broken(format!("the demo's {} at {}: {error}", self.kind, self.at))
    }

    /// Does it.
    ///
    /// # Errors
    /// Those of the act.
    pub(super) fn done(&self, tx: &mut Tx<'_>) -> Result<InReview, Error> {
        (self.act)(tx, &caller(self.by, self.at))
    }

    /// The same, as the business of a brigade.
    pub(super) fn of(self, brigade: usize) -> Self {
        Self { brigade: Some(brigade), ..self }
    }
}

/// What acts are made with.
#[derive(Clone)]
pub(super) struct Deeds {
    pub(super) random: Random,
    pub(super) sealer: Sealer,
    pub(super) policy: CreditPolicy,
}

/// When, and by whom.
pub(super) type By = (Time, PersonId);

fn deed(
    (at, by): By,
    kind: &'static str,
    act: impl Fn(&mut Tx<'_>, &Caller) -> Result<(), Error> + Send + Sync + 'static,
) -> Deed {
    let act = Box::new(move |tx: &mut Tx<'_>, caller: &Caller| {
        act(tx, caller)?;
        Ok(Vec::new())
    });
    Deed { at, by, brigade: None, kind, act }
}

impl Deeds {
    /// An id.
    pub(super) fn id<Of>(&self, at: Time) -> Id<Of> {
        self.random.id(at)
    }

    /// An act that makes nothing which has its id.
    fn intent(&self, at: Time, kind: &'static str) -> Intent {
        let act: ActId = self.id(at);
        Intent::unrepeated(act, kind)
    }

    pub(super) fn creates_unit(&self, by: By, command: CreateUnit) -> Deed {
        let intent = made(command.id, "org.create_unit");
        deed(by, intent.kind, move |tx, caller| {
            org::create_unit(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn updates_unit(
        &self,
        by: By,
        (unit, version): (UnitId, i64),
        changes: UnitChanges,
    ) -> Deed {
        let (intent, expected) = (self.intent(by.0, "org.update_unit"), Expected(version));
        deed(by, intent.kind, move |tx, caller| {
            org::update_unit(tx, caller, &intent, unit, expected, &changes).map(drop)
        })
    }

    pub(super) fn appoints(&self, by: By, command: Appoint) -> Deed {
        let intent = made(command.id, "org.appoint");
        deed(by, intent.kind, move |tx, caller| {
            org::appoint(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn insures(&self, by: By, command: NewPolicy) -> Deed {
        let intent = made(command.id, "org.record_policy");
        deed(by, intent.kind, move |tx, caller| {
            org::record_policy(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn enrols(&self, by: By, command: Enrol) -> Deed {
        let (intent, sealer) = (made(command.id, "enrolment.enrol"), self.sealer.clone());
        deed(by, intent.kind, move |tx, caller| {
            enrolment::enrol(tx, &sealer, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn creates_program(&self, by: By, command: CreateProgram) -> Deed {
        let intent = made(command.id, "activities.create_program");
        deed(by, intent.kind, move |tx, caller| {
            activities::create_program(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn creates_site(&self, by: By, command: CreateSite) -> Deed {
        let intent = made(command.id, "activities.create_site");
        deed(by, intent.kind, move |tx, caller| {
            activities::create_site(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn creates_activity(&self, by: By, command: CreateActivity) -> Deed {
        let intent = made(command.id, "activities.create_activity");
        deed(by, intent.kind, move |tx, caller| {
            activities::create_activity(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn steps(&self, by: By, command: Move) -> Deed {
        let intent = self.intent(by.0, command.step.kind());
        deed(by, intent.kind, move |tx, caller| {
            activities::advance(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn adds_shift(&self, by: By, command: AddShift) -> Deed {
        let intent = made(command.id, "activities.add_shift");
        deed(by, intent.kind, move |tx, caller| {
            activities::add_shift(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn signs_up(&self, by: By, command: NewSignUp) -> Deed {
        let intent = made(command.id, "activities.sign_up");
        deed(by, intent.kind, move |tx, caller| {
            activities::sign_up(tx, caller, &intent, &command).map(drop)
        })
    }

    pub(super) fn withdraws(&self, by: By, sign_up: SignUpId) -> Deed {
        let step = SignUpStep::Withdraw;
        let intent = self.intent(by.0, step.kind());
        deed(by, intent.kind, move |tx, caller| {
            activities::answer(tx, caller, &intent, sign_up, step).map(drop)
        })
    }

    /// He comes: the id of what he captures is that of his stay.
    pub(super) fn checks_in(&self, by: By, shift: ShiftId, capture: OwnCapture) -> Deed {
        let (intent, policy) = (made(capture.id, "attendance.check_in"), self.policy);
        let kind = intent.kind;
        let check_ins = [(intent, shift, capture)];
        deed(by, kind, move |tx, caller| {
            one(attendance::check_in(tx, caller, policy, &check_ins)?).map(drop)
        })
    }

    pub(super) fn checks_out(&self, by: By, stay: AttendanceId, capture: OwnCapture) -> Deed {
        let (intent, policy) = (made(capture.id, "attendance.check_out"), self.policy);
        deed(by, intent.kind, move |tx, caller| {
            attendance::check_out(tx, caller, policy, &intent, (stay, &capture)).map(drop)
        })
    }

    /// He enters what stands on his list.
    pub(super) fn marks(&self, by: By, shift: ShiftId, marks: Vec<Mark>) -> Deed {
        let policy = self.policy;
        let intended = |mark: Mark| (made(mark.id, "attendance.mark"), mark);
        let marks: Vec<(Intent, Mark)> = marks.into_iter().map(intended).collect();
        deed(by, "attendance.mark", move |tx, caller| {
            let entered = attendance::mark(tx, caller, policy, shift, &marks)?;
            Ok(entered.into_iter().try_for_each(|entered| entered.map(drop))?)
        })
    }

    pub(super) fn confirms_end(&self, by: By, stay: AttendanceId) -> Deed {
        let intent = self.intent(by.0, "attendance.confirm_end");
        deed(by, intent.kind, move |tx, caller| {
            attendance::confirm_end(tx, caller, &intent, stay).map(drop)
        })
    }

    pub(super) fn reports(&self, by: By, command: NewReport) -> Deed {
        let intent = made(command.id, "attendance.report_shift");
        deed(by, intent.kind, move |tx, caller| {
            attendance::report_shift(tx, caller, &intent, &command).map(drop)
        })
    }

    /// He confirms what several persons served; which of it a second person is to look at comes
    /// back.
    pub(super) fn confirms(&self, (at, by): By, stays: Vec<AttendanceId>) -> Deed {
        let records: Vec<RecordId> = stays.iter().map(|id| Id::new(id.uuid())).collect();
        let act = Box::new(move |tx: &mut Tx<'_>, caller: &Caller| {
            for confirmed in attendance::confirm_records(tx, caller, &stays, None)? {
                confirmed?;
            }
            let rows = ledger::records_by_id(tx, &records)?.into_iter();
            let waiting = rows.filter(|row| row.state == RecordState::InReview);
            Ok(waiting.map(|row| row.id).collect())
        });
        Deed { at, by, brigade: None, kind: "attendance.confirm_record", act }
    }

    pub(super) fn approves(&self, by: By, records: Vec<RecordId>) -> Deed {
        deed(by, "ledger.approve_record", move |tx, caller| {
            let approved = ledger::approve_records(tx, caller, &records)?;
            Ok(approved.into_iter().collect::<Result<(), Refusal>>()?)
        })
    }

    pub(super) fn rejects(&self, by: By, record: RecordId, reason: &'static str) -> Deed {
        let intent = self.intent(by.0, "ledger.reject_record");
        deed(by, intent.kind, move |tx, caller| {
            ledger::reject_record(tx, caller, &intent, record, reason).map(drop)
        })
    }

    pub(super) fn disputes(&self, by: By, record: RecordId, reason: &'static str) -> Deed {
        let intent = self.intent(by.0, "ledger.dispute_record");
        deed(by, intent.kind, move |tx, caller| {
            ledger::dispute_record(tx, caller, &intent, record, reason).map(drop)
        })
    }

    pub(super) fn upholds(&self, by: By, record: RecordId, reason: &'static str) -> Deed {
        let intent = self.intent(by.0, "ledger.uphold_record");
        deed(by, intent.kind, move |tx, caller| {
            ledger::uphold_record(tx, caller, &intent, record, reason).map(drop)
        })
    }

    pub(super) fn corrects(&self, by: By, command: Correct) -> Deed {
        let intent = self.intent(by.0, "ledger.correct_record");
        deed(by, intent.kind, move |tx, caller| {
            ledger::correct_record(tx, caller, &intent, &command).map(drop)
        })
    }
}
