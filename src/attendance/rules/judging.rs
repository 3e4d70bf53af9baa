//! Who judges what others did, and what does not fit it.

use crate::{
    kernel::{codes::Code, ids::PersonId, refusal::Refusal, words::Word},
    org::Authority,
};

/// Whether somebody may know of the attendances of a person in a unit, and decide about them: who
/// leads the unit, about others.
///
/// # Errors
/// [`Code::OwnRecord`]; [`Code::NotFound`] for who may not know of it, else [`Code::Forbidden`].
pub(in crate::attendance) fn may_judge(
    person: PersonId,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if person == caller {
        return Err(Code::OwnRecord.into());
    }
    if !authority.reads() {
        return Err(Code::NotFound.into());
    }
    authority.may_lead()
}

/// The refusal of what does not fit a state.
pub(in crate::attendance) fn conflict(state: impl Word) -> Refusal {
    Refusal::from(Code::StateConflict).with_word("state", state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attendance::rules::examples::{PERSON, id},
        org::RoleKind::{self, Auditor, DistrictAdmin, Leader},
    };

    const LEADER: PersonId = id(8);

    #[test]
    fn who_leads_judges_others_and_nobody_himself() {
        let code = |caller, roles: &[RoleKind]| {
            let judged = may_judge(PERSON, caller, &Authority(roles.to_vec()));
            judged.err().map(|refusal| refusal.code)
        };

        assert_eq!(code(LEADER, &[Leader]), None);
        assert_eq!(code(LEADER, &[DistrictAdmin]), None);
        assert_eq!(code(LEADER, &[Auditor]), Some(Code::Forbidden));
        assert_eq!(code(LEADER, &[]), Some(Code::NotFound));
        assert_eq!(code(PERSON, &[Leader]), Some(Code::OwnRecord));
        assert_eq!(code(PERSON, &[]), Some(Code::OwnRecord));
    }
}
