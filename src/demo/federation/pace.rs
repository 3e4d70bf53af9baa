//! How a year is entered: in slices, or act by act.
//!
//! Both leave the same rows, and the same documents that can be read, which tests compare. Act by
//! act also leaves word that documents are gone; slices never write those in the first place.

use super::founding::Joining;
use crate::{
    activities::{self, NewSignUp},
    acts::Intent,
    attendance::{self, Said, Sheet},
    demo::caller::one,
    enrolment::{self, Enrol},
    kernel::{
        caller::Caller,
        ids::{AttendanceId, Id},
        minutes::CreditPolicy,
    },
    people::Sealer,
    platform::{db::Tx, error::Error},
};

/// How a year is entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// Many acts at once.
    #[default]
    Slices,
    /// Each act by itself, as a request would: some hundred times slower.
    ActByAct,
}

/// What is entered, and how.
#[derive(Clone, Debug)]
pub(super) struct Pen {
    pub(super) pace: Pace,
    pub(super) sealer: Sealer,
    pub(super) policy: CreditPolicy,
}

impl Pen {
    /// Enrols persons.
    pub(super) fn enrol(
        &self,
        tx: &mut Tx<'_>,
        Joining { by, unit, .. }: &Joining,
        slice: &[(Intent, Enrol)],
    ) -> Result<(), Error> {
        if self.pace == Pace::Slices {
            return enrolment::enrol_all(tx, &self.sealer, by, *unit, slice);
        }
        for (intent, command) in slice {
            enrolment::enrol(tx, &self.sealer, by, intent, command)?;
        }
        Ok(())
    }

    /// Signs persons up.
    pub(super) fn sign_up(
        &self,
        tx: &mut Tx<'_>,
        slice: &[(Caller, Intent, NewSignUp)],
    ) -> Result<(), Error> {
        if self.pace == Pace::Slices {
            return activities::sign_up_all(tx, slice);
        }
        for (caller, intent, command) in slice {
            activities::sign_up(tx, caller, intent, command)?;
        }
        Ok(())
    }

    /// Enters what came of shifts.
    pub(super) fn enter(&self, tx: &mut Tx<'_>, sheets: &[Sheet]) -> Result<(), Error> {
        if self.pace == Pace::Slices {
            return attendance::enter_sheets(tx, self.policy, sheets);
        }
        for sheet in sheets {
            let mut open: Vec<(Id<_>, AttendanceId)> = Vec::new();
            for (caller, intent, said) in &sheet.said {
                match said {
                    Said::Came(own) => {
                        let check_in = [(intent.clone(), sheet.shift, own.clone())];
                        one(attendance::check_in(tx, caller, self.policy, &check_in)?)?;
                        open.push((caller.person, Id::new(own.id.uuid())));
                    }
                    Said::Left(own) => {
                        let stay = open.iter().rev().find(|(person, _)| *person == caller.person);
                        let (_, stay) = stay.ok_or_else(|| super::founding::gone("stay"))?;
                        let own = (*stay, own);
                        attendance::check_out(tx, caller, self.policy, intent, own)?;
                    }
                    Said::Marked(mark) => {
                        let marks = [(intent.clone(), mark.clone())];
                        one(attendance::mark(tx, caller, self.policy, sheet.shift, &marks)?)?;
                    }
                }
            }
            for (caller, intent, id) in &sheet.confirmed {
                attendance::confirm_record(tx, caller, intent, *id, None)?;
            }
            if let Some((caller, intent, report)) = &sheet.report {
                attendance::report_shift(tx, caller, intent, report)?;
            }
        }
        retire(tx, sheets)
    }
}

/// The timed act takes the shift that is over for longest: so each is taken when it is due.
fn retire(tx: &mut Tx<'_>, sheets: &[Sheet]) -> Result<(), Error> {
    let mut due: Vec<&Caller> = sheets
        .iter()
        .filter_map(|sheet| sheet.retired.as_ref())
        .map(|(caller, _)| caller)
        .collect();
    due.sort_by_key(|caller| caller.now);
    for caller in due {
        attendance::retire(tx, caller, 100)?;
    }
    Ok(())
}
