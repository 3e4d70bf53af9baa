//! A small tree that tests of rules begin with.

use uuid::Uuid;

use super::Tree;
use crate::{
    kernel::{
        ids::{Id, UnitId},
        time::Time,
    },
    org::{UnitKind, UnitRow},
    tally::store::Line,
};

/// The id of a number, of any kind.
pub(super) const fn id<K>(number: u128) -> Id<K> {
    Id::new(Uuid::from_u128(number))
}

pub(super) const FEDERATION: UnitId = id(1);
/// 渝北, which ended.
pub(super) const YUBEI: UnitId = id(2);
/// 两江, which took most of its towns.
pub(super) const LIANGJIANG: UnitId = id(3);
/// A brigade of 渝北 in a town that went to 两江.
pub(super) const RENHE: UnitId = id(4);
/// A squad of it.
pub(super) const SQUAD: UnitId = id(5);
/// A brigade of 渝北 without a town.
pub(super) const NOWHERE: UnitId = id(6);
/// A brigade that moved from 渝北 to 两江 at [`moved`].
pub(super) const MOVER: UnitId = id(7);

/// When units were entered.
pub(super) const ENTERED: Time = Time::EPOCH;

/// When [`MOVER`] did.
pub(super) fn moved() -> Time {
    Time::parse("2026-01-01T00:00:00Z").unwrap()
}

fn unit(id: UnitId, kind: UnitKind, parent: Option<UnitId>, area_code: Option<&str>) -> UnitRow {
    UnitRow {
        id,
        kind,
        name: id.to_string(),
        parent,
        area_code: area_code.map(str::to_owned),
        affiliated_with: None,
        valid_from: None,
        valid_to: None,
        version: 1,
        created_at: ENTERED,
    }
}

/// What a unit stood below in that order, itself first.
fn stood(above: &[UnitId], from_at: Time, until_at: Option<Time>) -> Vec<Line> {
    let line = |(depth, ancestor): (i16, &UnitId)| Line {
        unit: above[0],
        ancestor: *ancestor,
        depth,
        from_at,
        until_at,
    };
    (0..).zip(above).map(line).collect()
}

/// The tree of these units.
pub(super) fn tree() -> Tree {
    Tree::new(units(), lines())
}

/// One of some units.
pub(super) fn row(units: &mut [UnitRow], id: UnitId) -> &mut UnitRow {
    units.iter_mut().find(|unit| unit.id == id).unwrap()
}

/// The units.
pub(super) fn units() -> Vec<UnitRow> {
    use UnitKind::{Brigade, District, Federation, Squad};
    vec![
        unit(FEDERATION, Federation, None, None),
        unit(YUBEI, District, Some(FEDERATION), Some("500112")),
        unit(LIANGJIANG, District, Some(FEDERATION), Some("500157")),
        unit(RENHE, Brigade, Some(YUBEI), Some("500112009")),
        unit(SQUAD, Squad, Some(RENHE), None),
        unit(NOWHERE, Brigade, Some(YUBEI), None),
        unit(MOVER, Brigade, Some(LIANGJIANG), None),
    ]
}

/// What they stood below.
pub(super) fn lines() -> Vec<Line> {
    let lines = [
        stood(&[FEDERATION], ENTERED, None),
        stood(&[YUBEI, FEDERATION], ENTERED, None),
        stood(&[LIANGJIANG, FEDERATION], ENTERED, None),
        stood(&[RENHE, YUBEI, FEDERATION], ENTERED, None),
        stood(&[SQUAD, RENHE, YUBEI, FEDERATION], ENTERED, None),
        stood(&[NOWHERE, YUBEI, FEDERATION], ENTERED, None),
        stood(&[MOVER, YUBEI, FEDERATION], ENTERED, Some(moved())),
        stood(&[MOVER, LIANGJIANG, FEDERATION], moved(), None),
    ];
    lines.concat()
}
