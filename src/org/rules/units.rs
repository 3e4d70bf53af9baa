//! Where a unit may stand, who may make it, and what is seen of it.

use serde_json::json;

use crate::{
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        codes::{Code, FieldCode},
        ids::EntityId,
        refusal::Refusal,
        time::Time,
        words::Word,
    },
    org::{
        model::{Authority, RoleKind, UnitKind},
        store::UnitRow,
    },
};

/// Whether a unit of `kind` may be made below one of `parent` by somebody with `authority` there.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::UnitParentInvalid`].
pub(in crate::org) fn may_create(
    kind: UnitKind,
    parent: UnitKind,
    authority: &Authority,
) -> Result<(), Refusal> {
    let allowed = match kind {
        UnitKind::Federation | UnitKind::District => authority.has(RoleKind::HqAdmin),
        UnitKind::Brigade | UnitKind::Partner => authority.administers(),
        UnitKind::Squad => authority.leads(),
    };
    if !allowed {
        return Err(Code::Forbidden.into());
    }
    if !fits_below(kind, parent) {
        let refusal = Refusal::from(Code::UnitParentInvalid);
        return Err(refusal.with_word("kind", kind).with_word("parent_kind", parent));
    }
    Ok(())
}

/// Whether a unit can exist from one local date until another. Texts of dates (`2025-11-06`) sort
/// as the dates do.
///
/// # Errors
/// A refusal of the field.
pub(in crate::org) fn may_last(
    valid_from: Option<&str>,
    valid_to: Option<&str>,
) -> Result<(), Refusal> {
    match (valid_from, valid_to) {
        (Some(from), Some(to)) if to <= from => {
            Err(Refusal::field("/valid_to", FieldCode::Contradicts))
        }
        _ => Ok(()),
    }
}

/// Whether a unit can have moved at an instant: not before `settled_at`, since when it and all
/// below it stand where they do, and not later than now.
///
/// # Errors
/// A refusal of the field.
pub(in crate::org) fn may_move_at(
    moved_at: Time,
    settled_at: Time,
    now: Time,
) -> Result<(), Refusal> {
    if moved_at > now {
        return Err(Refusal::field("/moved_at", FieldCode::InFuture));
    }
    if moved_at <= settled_at {
        return Err(Refusal::field("/moved_at", FieldCode::TooEarly));
    }
    Ok(())
}

/// The shape of the tree.
const fn fits_below(kind: UnitKind, parent: UnitKind) -> bool {
    match kind {
        UnitKind::Federation => false,
        UnitKind::District => matches!(parent, UnitKind::Federation),
        UnitKind::Brigade | UnitKind::Partner => {
            matches!(parent, UnitKind::Federation | UnitKind::District)
        }
        UnitKind::Squad => matches!(parent, UnitKind::Brigade),
    }
}

impl Projected for UnitRow {
    const COLLECTIONS: &'static [Collection] = &["units"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let body = json!({
            "id": self.id,
            "kind": self.kind.word(),
            "name": self.name,
            "parent": self.parent,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        });
        vec![Document { collection: "units", bucket: Bucket::PUBLIC, body }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RoleKind::{Auditor, DistrictAdmin, HqAdmin, Leader};
    use UnitKind::{Brigade, District, Federation, Partner, Squad};

    fn check(kind: UnitKind, parent: UnitKind, roles: &[RoleKind], expected: Option<Code>) {
        let verdict = may_create(kind, parent, &Authority(roles.to_vec()));
        assert_eq!(
            verdict.err().map(|refusal| refusal.code),
            expected,
            "{kind:?} {parent:?} {roles:?}"
        );
    }

    #[test]
    fn a_unit_is_made_by_those_above_it() {
        check(District, Federation, &[HqAdmin], None);
        check(District, Federation, &[DistrictAdmin], Some(Code::Forbidden));
        check(Brigade, District, &[DistrictAdmin], None);
        check(Brigade, District, &[Leader], Some(Code::Forbidden));
        check(Squad, Brigade, &[Leader], None);
        check(Squad, Brigade, &[Auditor], Some(Code::Forbidden));
        check(Squad, Brigade, &[], Some(Code::Forbidden));
    }

    #[test]
    fn the_tree_keeps_its_shape() {
        check(Federation, Federation, &[HqAdmin], Some(Code::UnitParentInvalid));
        check(District, District, &[HqAdmin], Some(Code::UnitParentInvalid));
        check(Partner, Federation, &[HqAdmin], None);
        check(Squad, District, &[HqAdmin], Some(Code::UnitParentInvalid));
        check(Brigade, Squad, &[HqAdmin], Some(Code::UnitParentInvalid));
    }
}
