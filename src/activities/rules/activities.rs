//! What an activity must say of itself, and what of it may change when.

use chrono::NaiveDate;

use crate::{
    activities::{
        model::{
            ActivityChanges, ActivityKind, ActivityState, ActivityText, Audience, CreateActivity,
            OwnPlace, PeopleWanted,
        },
        store::ActivityRow,
    },
    kernel::{
        area::AreaCode,
        codes::{Code, FieldCode},
        correction::Correction,
        ids::PersonId,
        refusal::{FieldError, Refusal},
        time::Time,
    },
};

/// A new draft, for the members of its own unit unless it says otherwise.
pub(in crate::activities) fn draft(
    command: &CreateActivity,
    author: PersonId,
    now: Time,
) -> ActivityRow {
    let empty = ActivityRow {
        id: command.id,
        unit: command.unit,
        program: None,
        kind: ActivityKind::Service,
        state: ActivityState::Draft,
        name: command.name.as_str().to_owned(),
        content: None,
        conditions: None,
        safeguards: None,
        risks: None,
        danger: false,
        people_wanted: None,
        person_in_charge: None,
        site: None,
        online: false,
        place_name: None,
        place: None,
        private: false,
        audience: Some(command.unit),
        served_area_code: None,
        starts_on: None,
        ends_on: None,
        published_at: None,
        over_at: None,
        retired_at: None,
        desk_retired_at: None,
        version: 1,
        created_by: author,
        created_at: now,
    };
    activity_changed(&empty, &command.plan)
}

/// An activity with what is to be different about it; its version is still the old one.
pub(in crate::activities) fn activity_changed(
    before: &ActivityRow,
    changes: &ActivityChanges,
) -> ActivityRow {
    let text = |change: &Correction<ActivityText>, before: &Option<String>| {
        change.as_ref().or(before.clone(), |text| text.as_str().to_owned())
    };
    let date = |change: &Correction<NaiveDate>, before: &Option<String>| {
        change.as_ref().or(before.clone(), NaiveDate::to_string)
    };
    let changed = ActivityRow {
        name: changes.name.as_ref().map_or(before.name.clone(), |name| name.as_str().to_owned()),
        kind: changes.kind.unwrap_or(before.kind),
        program: changes.program.or(before.program, |program| program),
        content: text(&changes.content, &before.content),
        conditions: text(&changes.conditions, &before.conditions),
        safeguards: text(&changes.safeguards, &before.safeguards),
        risks: text(&changes.risks, &before.risks),
        danger: changes.danger.unwrap_or(before.danger),
        people_wanted: changes.people_wanted.or(before.people_wanted, PeopleWanted::get),
        person_in_charge: changes.person_in_charge.or(before.person_in_charge, |person| person),
        audience: changes.audience.map_or(before.audience, Audience::unit),
        served_area_code: changes
            .served_area_code
            .as_ref()
            .or(before.served_area_code.clone(), |code: &AreaCode| code.as_str().to_owned()),
        starts_on: date(&changes.starts_on, &before.starts_on),
        ends_on: date(&changes.ends_on, &before.ends_on),
        ..before.clone()
    };
    let changed = if changed.ends_on == before.ends_on { changed } else { current(changed) };
    placed(changed, changes)
}

/// What lasts until another day is not long over any more.
fn current(row: ActivityRow) -> ActivityRow {
    ActivityRow { retired_at: None, desk_retired_at: None, ..row }
}

/// Where it takes place: what is set replaces what was, what is cleared clears only itself.
fn placed(before: ActivityRow, changes: &ActivityChanges) -> ActivityRow {
    let ActivityChanges { site, online, place, .. } = changes;
    let sets_one = matches!(site, Correction::Set(_))
        || *online == Some(true)
        || matches!(place, Correction::Set(_));
    let before = if sets_one { nowhere(before) } else { before };
    let place = place.as_ref();
    ActivityRow {
        site: site.or(before.site, |site| site),
        online: online.unwrap_or(before.online),
        place_name: place.or(before.place_name, |own| own.name.as_str().to_owned()),
        place: place.or(before.place, |own| own.place.clone()),
        private: place.or(Some(before.private), |own: &OwnPlace| own.private).unwrap_or(false),
        ..before
    }
}

fn nowhere(row: ActivityRow) -> ActivityRow {
    ActivityRow { site: None, online: false, place_name: None, place: None, private: false, ..row }
}

/// Pointers to what is not there of that which must be made known: content, time, place,
/// conditions, number of people, safeguards, risks (Volunteer Service Regulations, State Council
/// Order 685, article 12), and who answers for it.
fn missing(row: &ActivityRow) -> Vec<&'static str> {
    let takes_place = row.site.is_some() || row.online || row.place.is_some();
    let elements = [
        ("/content", row.content.is_some()),
        ("/conditions", row.conditions.is_some()),
        ("/safeguards", row.safeguards.is_some()),
        ("/risks", row.risks.is_some()),
        ("/people_wanted", row.people_wanted.is_some()),
        ("/person_in_charge", row.person_in_charge.is_some()),
        ("/place", takes_place),
        ("/starts_on", row.starts_on.is_some()),
        ("/ends_on", row.ends_on.is_some()),
    ];
    elements.into_iter().filter(|(_, is_there)| !is_there).map(|(pointer, _)| pointer).collect()
}

/// Whether everything is there that must be made known.
///
/// # Errors
/// [`Code::ActivityIncomplete`] with a pointer to each that is missing.
pub(in crate::activities) fn may_submit(row: &ActivityRow) -> Result<(), Refusal> {
    refused(Code::ActivityIncomplete, faults(missing(row), FieldCode::Missing))
}

/// Whether an activity could be given today the audience that it has: its unit may have been moved
/// from under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::activities) enum AudienceToday {
    /// It is public, or for its unit or one above it.
    Stands,
    /// It is for a unit that stands above its own no more.
    Gone,
}

/// Whether a change may be made now. What was approved keeps what it was approved for, and nothing
/// that must be made known is taken out of it. An audience that is gone may be mended.
///
/// # Errors
/// [`Code::StateConflict`] while the superior has it and after it is over, else
/// [`Code::InvalidFields`].
pub(in crate::activities) fn may_change_activity(
    before: &ActivityRow,
    after: &ActivityRow,
    audience: AudienceToday,
) -> Result<(), Refusal> {
    match before.state {
        ActivityState::Draft => Ok(()),
        ActivityState::Approved | ActivityState::Published => {
            let mut wrong = faults(settled(before, after, audience), FieldCode::Settled);
            wrong.extend(faults(missing(after), FieldCode::Missing));
            refused(Code::InvalidFields, wrong)
        }
        ActivityState::Submitted | ActivityState::Ended | ActivityState::Cancelled => {
            Err(Refusal::from(Code::StateConflict).with_word("state", before.state))
        }
    }
}

/// Pointers to what differs and was approved as it was.
fn settled(
    before: &ActivityRow,
    after: &ActivityRow,
    audience: AudienceToday,
) -> Vec<&'static str> {
    let audience = audience == AudienceToday::Gone || before.audience == after.audience;
    let settled = [
        ("/kind", before.kind == after.kind),
        ("/program", before.program == after.program),
        ("/danger", before.danger == after.danger),
        ("/audience", audience),
        ("/served_area_code", before.served_area_code == after.served_area_code),
        ("/starts_on", before.starts_on == after.starts_on),
        ("/ends_on", before.ends_on == after.ends_on),
    ];
    settled.into_iter().filter(|(_, is_same)| !is_same).map(|(pointer, _)| pointer).collect()
}

fn faults(pointers: Vec<&str>, code: FieldCode) -> Vec<FieldError> {
    pointers.into_iter().map(|pointer| FieldError { pointer: pointer.to_owned(), code }).collect()
}

fn refused(code: Code, fields: Vec<FieldError>) -> Result<(), Refusal> {
    if fields.is_empty() { Ok(()) } else { Err(Refusal { code, params: Vec::new(), fields }) }
}

/// Whether it takes place elsewhere than it did: those who come have to know.
pub(in crate::activities) fn is_moved(before: &ActivityRow, after: &ActivityRow) -> bool {
    let at = |row: &ActivityRow| (row.site, row.online, row.place.clone(), row.private);
    at(before) != at(after) || before.place_name != after.place_name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activities::model::{MeetingPlace, Name},
        kernel::{ids::Id, time::date},
    };
    use ActivityState::{Approved, Cancelled, Draft, Ended, Published, Submitted};

    fn text(words: &str) -> Correction<ActivityText> {
        Correction::Set(ActivityText::parse(words).unwrap())
    }

    fn home() -> OwnPlace {
        let name = Name::parse("老人家中").unwrap();
        OwnPlace { name, private: true, place: MeetingPlace::default() }
    }

    fn plan() -> ActivityChanges {
        ActivityChanges {
            content: text("陪老人聊天"),
            conditions: text("有耐心"),
            safeguards: text("两人同行"),
            risks: text("无"),
            people_wanted: Correction::Set(PeopleWanted::new(2).unwrap()),
            person_in_charge: Correction::Set(Id::new(uuid::Uuid::from_u128(3))),
            place: Correction::Set(home()),
            starts_on: Correction::Set(date("2026-11-22").unwrap()),
            ends_on: Correction::Set(date("2026-11-30").unwrap()),
            ..ActivityChanges::default()
        }
    }

    fn activity(state: ActivityState, plan: ActivityChanges) -> ActivityRow {
        let (id, unit) = (Id::new(uuid::Uuid::from_u128(1)), Id::new(uuid::Uuid::from_u128(2)));
        let name = Name::parse("探访").unwrap();
        let command = CreateActivity { id, unit, name, plan };
        let draft = draft(&command, Id::new(uuid::Uuid::from_u128(4)), Time::EPOCH);
        ActivityRow { state, ..draft }
    }

    fn refusal(verdict: Result<(), Refusal>) -> String {
        let Err(refusal) = verdict else { return String::new() };
        let fields = refusal.fields.iter();
        let fields = fields.map(|field| format!(" {} {}", field.pointer, field.code.word()));
        format!("{}{}", refusal.code.entry().word, fields.collect::<String>())
    }

    /// A pointer, and what takes away the thing it points to.
    type Taking = (&'static str, fn(&mut ActivityChanges));

    #[test]
    fn what_the_law_wants_made_known_is_there_before_it_is_submitted() {
        let takings: [Taking; 9] = [
            ("/content", |plan| plan.content = Correction::Clear),
            ("/conditions", |plan| plan.conditions = Correction::Clear),
            ("/safeguards", |plan| plan.safeguards = Correction::Clear),
            ("/risks", |plan| plan.risks = Correction::Clear),
            ("/people_wanted", |plan| plan.people_wanted = Correction::Clear),
            ("/person_in_charge", |plan| plan.person_in_charge = Correction::Clear),
            ("/place", |plan| plan.place = Correction::Clear),
            ("/starts_on", |plan| plan.starts_on = Correction::Clear),
            ("/ends_on", |plan| plan.ends_on = Correction::Clear),
        ];
        for (pointer, take) in takings {
            let mut plan = plan();
            take(&mut plan);

            let told = refusal(may_submit(&activity(Draft, plan)));
            assert_eq!(told, format!("activity_incomplete {pointer} missing"));
        }
        assert_eq!(refusal(may_submit(&activity(Draft, plan()))), "");
    }

    #[test]
    fn online_and_a_site_are_places_too() {
        let (place, site) = (Correction::Clear, Id::new(uuid::Uuid::from_u128(5)));
        let online = ActivityChanges { place: place.clone(), online: Some(true), ..plan() };
        let at_site = ActivityChanges { place, site: Correction::Set(site), ..plan() };

        assert_eq!(refusal(may_submit(&activity(Draft, online))), "");
        assert_eq!(refusal(may_submit(&activity(Draft, at_site))), "");
    }

    #[test]
    fn a_change_is_judged_by_the_state() {
        let changes: [(ActivityChanges, &str); 6] = [
            (ActivityChanges { risks: text("路滑"), ..Default::default() }, ""),
            (ActivityChanges { online: Some(true), ..Default::default() }, ""),
            (
                ActivityChanges { risks: Correction::Clear, ..Default::default() },
                "invalid_fields /risks missing",
            ),
            (
                ActivityChanges { place: Correction::Clear, ..Default::default() },
                "invalid_fields /place missing",
            ),
            (
                ActivityChanges { audience: Some(Audience::Public), ..Default::default() },
                "invalid_fields /audience settled",
            ),
            (
                ActivityChanges {
                    kind: Some(ActivityKind::Training),
                    danger: Some(true),
                    ..Default::default()
                },
                "invalid_fields /kind settled /danger settled",
            ),
        ];
        for (change, expected) in &changes {
            let verdict = |state| {
                let before = activity(state, plan());
                let after = activity_changed(&before, change);
                refusal(may_change_activity(&before, &after, AudienceToday::Stands))
            };
            assert_eq!(verdict(Draft), "");
            assert_eq!(
                (verdict(Approved), verdict(Published)),
                ((*expected).into(), (*expected).into())
            );
            for state in [Submitted, Ended, Cancelled] {
                assert_eq!(verdict(state), "state_conflict", "{state:?}");
            }
        }
    }

    #[test]
    fn an_audience_that_is_gone_may_be_mended() {
        let before = activity(Published, plan());
        let public = ActivityRow { audience: None, ..before.clone() };
        let verdict = |audience| refusal(may_change_activity(&before, &public, audience));

        assert_eq!(verdict(AudienceToday::Gone), "");
        assert_eq!(verdict(AudienceToday::Stands), "invalid_fields /audience settled");
    }

    #[test]
    fn a_place_that_is_set_replaces_what_was_and_one_that_is_cleared_only_itself() {
        let at_home = activity(Draft, plan());
        let after = |change: ActivityChanges| {
            let row = activity_changed(&at_home, &change);
            (row.online, row.place.is_some(), row.private)
        };

        let online = ActivityChanges { online: Some(true), ..Default::default() };
        assert_eq!(after(online), (true, false, false));
        let no_site = ActivityChanges { site: Correction::Clear, ..Default::default() };
        assert_eq!(after(no_site), (false, true, true));
        let nowhere = ActivityChanges { place: Correction::Clear, ..Default::default() };
        assert_eq!(after(nowhere), (false, false, false));
    }
}
