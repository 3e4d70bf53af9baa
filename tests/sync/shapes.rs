//! What documents look like. Whoever changes one raises `PROJECTION` in `src/app.rs`, or what phones
//! hold stays as it was.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{phone::Phone, world::World};

#[test_on_both]
async fn documents_are_as_those_phones_know_them_that_follow_this_projection(world: World) {
    let (_, lin, zhou) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;
    he.makes_program("乡村振兴", &world.jiefangbei, &["poverty_relief"]).await;
    he.opens_site("慈善超市", &world.jiefangbei).await;
    zhou.plans("河岸植树", &world.jiefangbei, json!({})).await;
    let mut shapes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();

    for person in [&zhou, &lin] {
        let mut phone = Phone::of(person);
        phone.pulls().await;
        for ((collection, _), document) in phone.rows {
            let fields = document.as_object().unwrap().keys().cloned();
            shapes.entry(collection).or_default().extend(fields);
        }
    }

    let told = shapes.into_iter().map(|(collection, fields)| {
        format!("{collection}: {}\n", fields.into_iter().collect::<Vec<_>>().join(" "))
    });
    expect![[r#"
        activities: audience conditions content countable danger ends_on id kind name online over_at people_wanted person_in_charge place program published_at risks safeguards served_area_code site starts_on state unit version
        attendances: activity also ended_at flags id overlaps proof_class proposed_by proposed_end_at record_id service_date settled_at shift started_at state unit verdict_in verdict_out version
        desk_activities: audience conditions content countable created_at danger ends_on id kind name online over_at people_wanted person_in_charge place program published_at risks safeguards served_area_code site starts_on state unit version
        desk_attendances: activity also ended_at flags grade id overlaps person_id proof_class proposed_by proposed_end_at record_id service_date settled_at shift started_at state unit verdict_in verdict_out version void_asked_by
        desk_service_records: activity activity_name content credited_minutes decided_at disputed_at due_on ended_at flags given_minutes grade id late person_id person_in_charge place policy program proof_class recorded_at recorded_by service_date shift starts_at state unit unit_name version
        desk_shifts: activity audience breaks ends_at ends_local id note positions published_at service_date sign_up_closes_at starts_at starts_local state time_zone unit version
        desk_sign_ups: activity agreed confirmed_at ended_at ends_at id invited_by offered_until person_id position queue_no requested_at shift starts_at state unit version
        me: id locale name version volunteer_no
        memberships: applied_at from_at id state unit until_at version
        notices: id kind made_at read_at subject unit
        programs: ended_on id name summary themes unit version
        roster: from_at id name person_id state unit version volunteer_no
        service_records: activity activity_name content credited_minutes decided_at disputed_at due_on ended_at flags given_minutes id late person_in_charge place policy program proof_class recorded_at recorded_by service_date shift starts_at state unit unit_name version
        shift_seats: id seats shift taken waiting
        shifts: activity audience breaks ends_at ends_local id note positions published_at service_date sign_up_closes_at starts_at starts_local state time_zone unit version
        sign_ups: activity agreed confirmed_at ended_at ends_at id invited_by offered_until point position queue_no requested_at shift starts_at state unit version
        sites: address area_code closed_on id kind name outline point radius_m unit version
        units: id kind name parent valid_from valid_to
    "#]].assert_eq(&told.collect::<String>());
}
