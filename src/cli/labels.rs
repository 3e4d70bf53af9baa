//! What people read instead of the words of the API: `api-spec/labels.*.json`.

use std::collections::BTreeMap;

use crate::{
    activities::{ActivityKind, ActivityState, ApplyTo, ShiftState, SignUpState, SiteKind, Theme},
    acts::Outcome,
    attendance::{AttendanceState, EventKind, MarkKind, MarkSource, Source},
    kernel::{
        caller::{Door, Grade},
        geo::{Datum, Verdict},
        language::Language,
        minutes::{CreditPolicy, StepKind},
        proof::ProofClass,
        words::Word,
        workdays::Certainty,
    },
    ledger::{EntryKind, Flag, RecordState},
    notices::NoticeKind,
    org::{MembershipState, RoleKind, UnitKind},
    people::{ConsentForm, GivenBy, IdDocumentType, PersonField, Purpose, Sex},
    sync::Reset,
    tally::{By, Districts, Format},
};

type Labels = BTreeMap<&'static str, BTreeMap<&'static str, String>>;

/// The labels of every closed set of words, in a language.
pub(super) fn json(language: Language) -> Result<String, serde_json::Error> {
    let sets = [
        of::<ActivityKind>(language),
        of::<ActivityState>(language),
        of::<AttendanceState>(language),
        of::<By>(language),
        of::<Certainty>(language),
        of::<ConsentForm>(language),
        of::<CreditPolicy>(language),
        of::<Datum>(language),
        of::<Districts>(language),
        of::<Door>(language),
        of::<EntryKind>(language),
        of::<EventKind>(language),
        of::<Flag>(language),
        of::<Format>(language),
        of::<GivenBy>(language),
        of::<Grade>(language),
        of::<IdDocumentType>(language),
        of::<MarkKind>(language),
        of::<MarkSource>(language),
        of::<MembershipState>(language),
        of::<NoticeKind>(language),
        of::<Outcome>(language),
        of::<PersonField>(language),
        of::<ProofClass>(language),
        of::<Purpose>(language),
        of::<RecordState>(language),
        of::<Reset>(language),
        of::<RoleKind>(language),
        of::<Sex>(language),
        of::<ApplyTo>(language),
        of::<ShiftState>(language),
        of::<SignUpState>(language),
        of::<SiteKind>(language),
        of::<Source>(language),
        of::<StepKind>(language),
        of::<Theme>(language),
        of::<UnitKind>(language),
        of::<Verdict>(language),
    ];
    serde_json::to_string_pretty(&Labels::from(sets))
}

fn of<W: Word>(language: Language) -> (&'static str, BTreeMap<&'static str, String>) {
    let label = |value: &W| (value.word(), value.label().say(language, &[]));
    (W::NAME, W::ALL.iter().map(label).collect())
}
