//! What can become of a membership, who decides it, and who sees it.

use serde_json::json;

use crate::{
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        codes::Code,
        ids::{EntityId, MembershipId, UnitId},
        refusal::Refusal,
        time::Time,
        words::Word,
    },
    org::{
        model::{Authority, MembershipState, Step},
        store::MembershipRow,
    },
    people::PersonRow,
};

/// Somebody who comes to a unit.
#[derive(Clone, Copy, Debug)]
pub struct Joining<'a> {
    /// The membership's id.
    pub id: MembershipId,
    /// Who.
    pub person: &'a PersonRow,
    /// As what.
    pub state: MembershipState,
}

/// Memberships and applications of a person that have not ended, at most.
const OPEN_MAX: usize = 20;

/// Whether somebody can come to a unit, by his memberships and applications that have not ended.
///
/// # Errors
/// [`Code::AlreadyMember`], [`Code::LimitReached`].
pub(in crate::org) fn may_join(
    unit: UnitId,
    open: &[(UnitId, MembershipState)],
) -> Result<(), Refusal> {
    if let Some((_, state)) = open.iter().find(|(of, _)| *of == unit) {
        return Err(Refusal::from(Code::AlreadyMember).with_word("state", *state));
    }
    if open.len() >= OPEN_MAX {
        return Err(Refusal::from(Code::LimitReached).with("max", OPEN_MAX));
    }
    Ok(())
}

/// The membership of somebody who comes to a unit, as it is written.
pub(in crate::org) fn joined(joining: &Joining<'_>, unit: UnitId, now: Time) -> MembershipRow {
    let Joining { id, person, state } = *joining;
    MembershipRow {
        id,
        person: person.id,
        unit,
        state,
        person_name: person.name.clone(),
        volunteer_no: person.volunteer_no.clone(),
        sort_key: person.sort_key.clone(),
        applied_at: now,
        from_at: (state == MembershipState::Active).then_some(now),
        until_at: None,
        version: 1,
    }
}

/// What part somebody has in a membership on which he wants to take a step.
#[derive(Clone, Debug, Default)]
pub(in crate::org) struct Part {
    /// What he may do on the unit.
    pub(in crate::org) authority: Authority,
    /// Whether it is his own.
    pub(in crate::org) own: bool,
    /// Whether the person is suspended there or above, perhaps in a membership that he left since.
    pub(in crate::org) barred: bool,
}

/// Whether somebody may take a step.
///
/// # Errors
/// [`Code::NotFound`] for somebody who may not know of the membership, else [`Code::Forbidden`].
pub(in crate::org) fn may_step(step: Step, part: &Part) -> Result<(), Refusal> {
    let Part { authority, own, barred } = part;
    if !(*own || authority.reads()) {
        return Err(Code::NotFound.into());
    }
    let allowed = match step {
        // Nobody admits himself, or lifts his own suspension; and what the district suspended is
        // not taken in again below it.
        Step::Approve if *barred => authority.administers() && !own,
        Step::Approve | Step::Reject => authority.leads() && !own,
        Step::Suspend | Step::Lift => authority.administers() && !own,
        // Who came of his own will goes when he wants to (Volunteer Service Regulations of
        // Chongqing, article 11); a leader does it for somebody without a phone.
        Step::Leave => *own || authority.leads(),
    };
    if allowed { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// The state that a step leads to; none when it is there already.
///
/// # Errors
/// [`Code::StateConflict`] when the step does not lead on from this state.
pub(in crate::org) fn next(
    state: MembershipState,
    step: Step,
) -> Result<Option<MembershipState>, Refusal> {
    use MembershipState::{Active, Applied, Left, Rejected, Suspended};
    let next = match (step, state) {
        (Step::Approve, Applied) | (Step::Lift, Suspended) => Active,
        (Step::Reject, Applied) => Rejected,
        (Step::Suspend, Active) => Suspended,
        (Step::Leave, Applied | Active | Suspended) => Left,
        (Step::Approve | Step::Lift, Active)
        | (Step::Reject, Rejected)
        | (Step::Suspend, Suspended)
        | (Step::Leave, Left) => return Ok(None),
        _ => return Err(Refusal::from(Code::StateConflict).with_word("state", state)),
    };
    Ok(Some(next))
}

/// A membership after a step, as it is written.
pub(in crate::org) fn stepped(
    before: &MembershipRow,
    state: MembershipState,
    now: Time,
) -> MembershipRow {
    let admitted = state == MembershipState::Active;
    MembershipRow {
        state,
        from_at: before.from_at.or(admitted.then_some(now)),
        until_at: (!state.is_open()).then_some(now),
        version: before.version + 1,
        ..before.clone()
    }
}

impl Projected for MembershipRow {
    const COLLECTIONS: &'static [Collection] = &["memberships", "roster"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let own = Document {
            collection: "memberships",
            bucket: Bucket::person(self.person),
            body: json!({
                "id": self.id,
                "unit": self.unit,
                "state": self.state.word(),
                "applied_at": self.applied_at,
                "from_at": self.from_at,
                "until_at": self.until_at,
                "version": self.version,
            }),
        };
        let roster = || Document {
            collection: "roster",
            bucket: Bucket::desk(self.unit),
            body: json!({
                "id": self.id,
                "person_id": self.person,
                "name": self.person_name,
                "volunteer_no": self.volunteer_no,
                "unit": self.unit,
                "state": self.state.word(),
                "from_at": self.from_at,
                "version": self.version,
            }),
        };
        [Some(own), self.state.is_open().then(roster)].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::model::RoleKind::{self, Auditor, DistrictAdmin, HqAdmin, Leader};
    use MembershipState::{Active, Applied, Left, Rejected, Suspended};
    use Step::{Approve, Leave, Lift, Reject, Suspend};

    fn may(step: Step, roles: &[RoleKind], own: bool) -> Option<Code> {
        let part = Part { authority: Authority(roles.to_vec()), own, barred: false };
        may_step(step, &part).err().map(|refusal| refusal.code)
    }

    #[test]
    fn superiors_decide_and_nobody_decides_about_himself() {
        for step in [Approve, Reject] {
            assert_eq!(may(step, &[Leader], false), None);
            assert_eq!(may(step, &[HqAdmin], true), Some(Code::Forbidden));
            assert_eq!(may(step, &[Auditor], false), Some(Code::Forbidden));
        }
        for step in [Suspend, Lift] {
            assert_eq!(may(step, &[DistrictAdmin], false), None);
            assert_eq!(may(step, &[Leader], false), Some(Code::Forbidden));
            assert_eq!(may(step, &[Leader, DistrictAdmin], true), Some(Code::Forbidden));
        }
        assert_eq!(may(Leave, &[], true), None);
        assert_eq!(may(Leave, &[Leader], false), None);
        assert_eq!(may(Leave, &[Auditor], false), Some(Code::Forbidden));
    }

    #[test]
    fn who_is_suspended_is_taken_in_again_by_those_who_may_lift_it() {
        let barred = |role| {
            let authority = Authority(vec![role]);
            may_step(Approve, &Part { authority, own: false, barred: true }).is_ok()
        };

        assert!(barred(DistrictAdmin));
        assert!(!barred(Leader));
    }

    #[test]
    fn a_membership_is_nothing_to_those_who_have_no_part_in_it() {
        for step in [Approve, Reject, Suspend, Lift, Leave] {
            assert_eq!(may(step, &[], false), Some(Code::NotFound));
        }
    }

    #[test]
    fn a_step_leads_on_is_done_already_or_does_not_fit() {
        let table = [
            (Approve, [Some(Some(Active)), Some(None), None, None, None]),
            (Reject, [Some(Some(Rejected)), None, None, Some(None), None]),
            (Suspend, [None, Some(Some(Suspended)), Some(None), None, None]),
            (Lift, [None, Some(None), Some(Some(Active)), None, None]),
            (Leave, [Some(Some(Left)), Some(Some(Left)), Some(Some(Left)), None, Some(None)]),
        ];
        for (step, row) in table {
            for (state, expected) in [Applied, Active, Suspended, Rejected, Left].iter().zip(row) {
                assert_eq!(next(*state, step).ok(), expected, "{step:?} {state:?}");
            }
        }
    }
}
