//! The steps of an activity from a draft to its end, and who takes them.

use chrono::NaiveDate;

use crate::{
    activities::{
        model::{ActivityState, Step},
        store::ActivityRow,
    },
    kernel::{
        codes::Code,
        refusal::Refusal,
        time::{Time, date},
    },
    org::Authority,
};

/// Whether somebody who may know of an activity may take a step on it. What leaders plan their
/// superiors decide.
///
/// # Errors
/// [`Code::Forbidden`].
pub(in crate::activities) fn may_step_on_activity(
    step: Step,
    authority: &Authority,
) -> Result<(), Refusal> {
    let allowed = match step {
        Step::Submit | Step::Publish | Step::Unpublish | Step::Cancel | Step::End => {
            authority.leads()
        }
        Step::Approve | Step::Return => authority.administers(),
    };
    if allowed { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// The state that a step leads to; none when it is there already.
///
/// # Errors
/// [`Code::StateConflict`] when the step does not lead on from this state.
pub(in crate::activities) fn activity_next(
    state: ActivityState,
    step: Step,
) -> Result<Option<ActivityState>, Refusal> {
    use ActivityState::{Approved, Cancelled, Draft, Ended, Published, Submitted};
    let next = match (step, state) {
        (Step::Submit, Draft) => Submitted,
        (Step::Approve, Submitted) => Approved,
        (Step::Return, Submitted | Approved) | (Step::Unpublish, Published) => Draft,
        (Step::Publish, Approved) => Published,
        (Step::Cancel, Draft | Submitted | Approved | Published) => Cancelled,
        (Step::End, Published) => Ended,
        (Step::Submit, Submitted)
        | (Step::Approve, Approved)
        | (Step::Return | Step::Unpublish, Draft)
        | (Step::Publish, Published)
        | (Step::Cancel, Cancelled)
        | (Step::End, Ended) => return Ok(None),
        _ => return Err(Refusal::from(Code::StateConflict).with_word("state", state)),
    };
    Ok(Some(next))
}

/// An activity after a step, as it is written.
pub(in crate::activities) fn activity_stepped(
    before: &ActivityRow,
    state: ActivityState,
    now: Time,
) -> ActivityRow {
    let published_at = match state {
        ActivityState::Published => Some(now),
        ActivityState::Draft | ActivityState::Submitted | ActivityState::Approved => None,
        // Its audience keeps what it was told, and learns how it ended.
        ActivityState::Ended | ActivityState::Cancelled => before.published_at,
    };
    let over = matches!(state, ActivityState::Ended | ActivityState::Cancelled);
    ActivityRow {
        state,
        published_at,
        over_at: over.then_some(now),
        version: before.version + 1,
        ..before.clone()
    }
}

/// The local date on which insurance has to be in force before this is published: service that is
/// dangerous is insured (Volunteer Service Regulations, State Council Order 685, article 17).
pub(in crate::activities) fn insured_on(row: &ActivityRow) -> Option<NaiveDate> {
    row.starts_on.as_deref().filter(|_| row.danger).and_then(|text| date(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::RoleKind::{self, Auditor, DistrictAdmin, HqAdmin, Leader};
    use ActivityState::{Approved, Cancelled, Draft, Ended, Published, Submitted};
    use Step::{Approve, Cancel, End, Publish, Return, Submit, Unpublish};

    #[test]
    fn leaders_plan_and_their_superiors_decide() {
        let may = |step, role: RoleKind| may_step_on_activity(step, &Authority(vec![role])).is_ok();

        for step in [Submit, Publish, Unpublish, Cancel, End] {
            assert!(may(step, Leader) && may(step, DistrictAdmin) && !may(step, Auditor));
        }
        for step in [Approve, Return] {
            assert!(!may(step, Leader) && may(step, DistrictAdmin) && may(step, HqAdmin));
            assert!(!may(step, Auditor));
        }
    }

    #[test]
    fn a_step_leads_on_is_done_already_or_does_not_fit() {
        let on = |state| Some(Some(state));
        let done = Some(None);
        let states = [Draft, Submitted, Approved, Published, Ended, Cancelled];
        let table = [
            (Submit, [on(Submitted), done, None, None, None, None]),
            (Approve, [None, on(Approved), done, None, None, None]),
            (Return, [done, on(Draft), on(Draft), None, None, None]),
            (Publish, [None, None, on(Published), done, None, None]),
            (Unpublish, [done, None, None, on(Draft), None, None]),
            (Cancel, [on(Cancelled), on(Cancelled), on(Cancelled), on(Cancelled), None, done]),
            (End, [None, None, None, on(Ended), done, None]),
        ];
        for (step, row) in table {
            for (state, expected) in states.iter().zip(row) {
                assert_eq!(activity_next(*state, step).ok(), expected, "{step:?} {state:?}");
            }
        }
    }
}
