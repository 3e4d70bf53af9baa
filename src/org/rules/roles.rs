//! Who may appoint whom to what.

use crate::{
    kernel::{
        codes::{Code, FieldCode},
        refusal::Refusal,
        time::Time,
    },
    org::model::{Authority, RoleKind, UnitKind},
};

/// Whether a role may be given, or taken, on a unit of some kind by somebody with authority over
/// what stands above it: the unit's parent, or the federation itself, which has none.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::RoleUnitInvalid`].
pub(in crate::org) fn may_appoint(
    role: RoleKind,
    unit: UnitKind,
    above: &Authority,
) -> Result<(), Refusal> {
    let allowed = match role {
        RoleKind::Leader => above.leads(),
        RoleKind::DistrictAdmin | RoleKind::HqAdmin | RoleKind::Auditor => {
            above.has(RoleKind::HqAdmin)
        }
    };
    if !allowed {
        return Err(Code::Forbidden.into());
    }
    if !fits_on(role, unit) {
        let refusal = Refusal::from(Code::RoleUnitInvalid);
        return Err(refusal.with_word("role", role).with_word("unit_kind", unit));
    }
    Ok(())
}

/// Whether a role may be given an end in advance. What leaders read is granted to their phones, and
/// a grant ends by an act; who only reads does it over HTTP, where each request asks the time.
///
/// # Errors
/// A refusal of the field.
pub(in crate::org) fn may_end_by_itself(
    role: RoleKind,
    until: Option<Time>,
    now: Time,
) -> Result<(), Refusal> {
    match until {
        Some(_) if role != RoleKind::Auditor => {
            Err(Refusal::field("/until", FieldCode::UnknownField))
        }
        Some(until) if until <= now => Err(Refusal::field("/until", FieldCode::TooEarly)),
        _ => Ok(()),
    }
}

/// Which role there is on which kind of unit.
const fn fits_on(role: RoleKind, unit: UnitKind) -> bool {
    match role {
        RoleKind::Leader => {
            matches!(unit, UnitKind::Brigade | UnitKind::Squad | UnitKind::Partner)
        }
        RoleKind::DistrictAdmin => matches!(unit, UnitKind::District),
        RoleKind::HqAdmin => matches!(unit, UnitKind::Federation),
        RoleKind::Auditor => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RoleKind::{Auditor, DistrictAdmin, HqAdmin, Leader};
    use UnitKind::{Brigade, District, Federation, Squad};

    fn check(role: RoleKind, unit: UnitKind, above: &[RoleKind], expected: Option<Code>) {
        let verdict = may_appoint(role, unit, &Authority(above.to_vec()));
        assert_eq!(verdict.err().map(|refusal| refusal.code), expected, "{role:?} {unit:?}");
    }

    #[test]
    fn a_role_is_given_from_above() {
        check(Leader, Squad, &[Leader], None);
        check(Leader, Brigade, &[DistrictAdmin], None);
        check(Leader, Brigade, &[Auditor], Some(Code::Forbidden));
        check(Leader, Brigade, &[], Some(Code::Forbidden));
        check(DistrictAdmin, District, &[HqAdmin], None);
        check(DistrictAdmin, District, &[DistrictAdmin], Some(Code::Forbidden));
        check(Auditor, Brigade, &[DistrictAdmin], Some(Code::Forbidden));
        check(Auditor, Brigade, &[HqAdmin], None);
    }

    #[test]
    fn a_role_fits_its_kind_of_unit() {
        check(Leader, District, &[HqAdmin], Some(Code::RoleUnitInvalid));
        check(DistrictAdmin, Brigade, &[HqAdmin], Some(Code::RoleUnitInvalid));
        check(HqAdmin, District, &[HqAdmin], Some(Code::RoleUnitInvalid));
        check(HqAdmin, Federation, &[HqAdmin], None);
    }
}
