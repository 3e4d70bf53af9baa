//! What of a shift other features go by.

use crate::{
    activities::{
        model::{MeetingPlace, ShiftFacts},
        store::{ActivityRow, ShiftRow, SiteRow},
    },
    kernel::interval::Interval,
};

/// What a record says of a place that is nowhere, and of somebody's home. A record is a document of
/// Chinese law, written in Chinese whoever reads it.
const ONLINE: &str = "线上";
const HOME: &str = "服务对象家中";

/// A shift with what its activity and its site say of it; nothing of a shift without a length,
/// which there is none of.
pub(in crate::activities) fn facts(
    shift: &ShiftRow,
    activity: &ActivityRow,
    site: Option<&SiteRow>,
) -> Option<ShiftFacts> {
    let place = site.map(|site| &site.place).or(activity.place.as_ref());
    let area = place.and_then(|place| place.area_code.as_ref());
    let area = area.map(|code| code.as_str().to_owned());
    Some(ShiftFacts {
        id: shift.id,
        activity: shift.activity,
        unit: shift.unit,
        audience: shift.audience,
        state: shift.state,
        activity_state: activity.state,
        published_at: shift.published_at,
        span: Interval::new(shift.starts_at, shift.ends_at).ok()?,
        breaks: shift.breaks.0.clone(),
        service_date: shift.service_date.clone(),
        program: activity.program,
        countable: activity.kind.is_countable(),
        danger: activity.danger,
        online: activity.online,
        fence: place.and_then(|place| place.fence.clone()),
        name: activity.name.clone(),
        content: activity.content.clone().unwrap_or_default(),
        place: written(activity, site, place),
        person_in_charge: activity.person_in_charge,
        served_area_code: activity.served_area_code.clone().or(area),
    })
}

fn written(activity: &ActivityRow, site: Option<&SiteRow>, place: Option<&MeetingPlace>) -> String {
    if activity.online {
        return ONLINE.to_owned();
    }
    if activity.private {
        return HOME.to_owned();
    }
    let name = site.map(|site| site.name.as_str()).or(activity.place_name.as_deref());
    let address = place.and_then(|place| place.address.as_deref());
    let words: Vec<&str> = [name, address].into_iter().flatten().collect();
    words.join("，")
}
