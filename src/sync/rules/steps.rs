//! Which audiences are walked, which are swept, and whether all starts over.

use std::collections::BTreeMap;

use crate::{
    changelog::Audience,
    sync::model::{Reading, Reset},
};

/// An audience that a page goes through: from where it was read, to the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sync) struct Step {
    /// How far it was read before.
    pub(in crate::sync) reading: Reading,
    /// How far it can be read.
    pub(in crate::sync) head: i64,
}

/// What a page goes through, in this order: audiences that were lost, then those that are granted,
/// in the order in which they are given.
///
/// # Errors
/// Why the device has to start over: [`Reset::Epoch`] when it read further than there is,
/// [`Reset::Stale`] when lines that it needs may be gone, or when it lost an audience again before
/// it had read what it had regained.
pub(in crate::sync) fn steps(
    readings: &[Reading],
    audiences: &[Audience],
) -> Result<Vec<Step>, Reset> {
    let mut known: BTreeMap<i32, &Reading> =
        readings.iter().map(|reading| (reading.audience, reading)).collect();
    let (mut swept, mut walked) = (Vec::new(), Vec::new());
    for audience in audiences {
        let read = known.remove(&audience.number);
        read.map_or(Ok(()), |reading| may_go_on(reading, audience))?;
        let step = |reading| Step { reading, head: audience.head };
        match (read, audience.grant) {
            (None, None) => {}
            (None, Some(_)) => walked.push(step(begun(audience))),
            (Some(reading), Some(_)) => walked.push(step(gone_on(reading, audience)?)),
            (Some(reading), None) => swept.push(step(lost(reading))),
        }
    }
    // An audience that was read and is nowhere: no database of ours forgets one.
    if known.is_empty() { Ok([swept, walked].concat()) } else { Err(Reset::Epoch) }
}

/// What the first page goes through.
pub(in crate::sync) fn from_the_beginning(granted: &[Audience]) -> Vec<Step> {
    granted.iter().map(|audience| Step { reading: begun(audience), head: audience.head }).collect()
}

fn may_go_on(reading: &Reading, audience: &Audience) -> Result<(), Reset> {
    if reading.walked > audience.head || reading.seen > audience.head {
        return Err(Reset::Epoch);
    }
    if reading.known() < audience.collected {
        return Err(Reset::Stale);
    }
    Ok(())
}

/// Nothing is held of it, so no line of what left until now is needed.
const fn begun(audience: &Audience) -> Reading {
    let Audience { number, grant, head, .. } = *audience;
    Reading { audience: number, grant, walked: 0, seen: 0, base: head, from: head, held: 0 }
}

/// Under another grant the walk begins again, over what is held: some of it may be swept already.
fn gone_on(reading: &Reading, audience: &Audience) -> Result<Reading, Reset> {
    if reading.grant == audience.grant {
        return Ok(*reading);
    }
    // Of three spans of grants one reading can tell two apart.
    if reading.base < reading.from {
        return Err(Reset::Stale);
    }
    Ok(Reading {
        grant: audience.grant,
        walked: 0,
        base: reading.known(),
        from: audience.head,
        held: reading.seen,
        ..*reading
    })
}

/// From the first line on: whatever stands there may be on the device.
fn lost(reading: &Reading) -> Reading {
    match reading.grant {
        None => *reading,
        Some(_) => Reading { grant: None, walked: 0, base: reading.known(), ..*reading },
    }
}

/// How far the device has read after a page. What was swept to its end is done with; of every
/// audience that is granted the head was seen, also of those that the page did not come to: a row
/// may have been left to the device because it stands there.
pub(in crate::sync) fn after(steps: &[Step]) -> Vec<Reading> {
    let read = |step: &Step| match step.reading.grant {
        Some(_) => Some(Reading { seen: step.head, ..step.reading }.settled()),
        None => (step.reading.walked < step.head).then_some(step.reading),
    };
    steps.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRIGADE: Audience = Audience { number: 7, grant: Some(3), head: 50, collected: 0 };
    const READ: Reading =
        Reading { audience: 7, grant: Some(3), walked: 40, seen: 45, base: 40, from: 40, held: 0 };

    fn step(reading: Reading) -> Result<Vec<Step>, Reset> {
        Ok(vec![Step { reading, head: 50 }])
    }

    #[test]
    fn what_was_read_is_read_on() {
        assert_eq!(steps(&[READ], &[BRIGADE]), step(READ));
    }

    #[test]
    fn an_audience_that_was_gained_is_walked_from_its_beginning() {
        let begun = Reading { walked: 0, seen: 0, base: 50, from: 50, ..READ };

        assert_eq!(steps(&[], &[BRIGADE]), step(begun));
        assert_eq!(Ok(from_the_beginning(&[BRIGADE])), step(begun));
    }

    #[test]
    fn an_audience_that_was_lost_is_swept_from_its_beginning_and_from_where_that_had_come() {
        let lost = Audience { grant: None, ..BRIGADE };
        let begun = Reading { grant: None, walked: 0, ..READ };
        let half = Reading { walked: 20, ..begun };

        assert_eq!(steps(&[READ], &[lost]), step(begun));
        assert_eq!(steps(&[half], &[lost]), step(half));
    }

    #[test]
    fn an_audience_that_was_regained_is_walked_again_over_what_was_seen() {
        let again = Audience { grant: Some(9), ..BRIGADE };
        let begun = Reading { grant: Some(9), walked: 0, from: 50, held: 45, ..READ };
        let half_swept = Reading { grant: None, walked: 20, ..READ };

        assert_eq!(steps(&[READ], &[again]), step(begun));
        assert_eq!(steps(&[half_swept], &[again]), step(begun));
    }

    #[test]
    fn who_lost_again_what_he_had_not_read_again_starts_over_when_he_regains_it() {
        let again = Reading { walked: 10, base: 20, from: 40, held: 15, ..READ };
        let lost = Reading { grant: None, ..again };

        for reading in [again, lost] {
            let regained = Audience { grant: Some(9), ..BRIGADE };
            assert_eq!(steps(&[reading], &[regained]), Err(Reset::Stale));
        }
    }

    #[test]
    fn what_was_lost_goes_before_what_is_granted_comes() {
        let other = Audience { number: 2, grant: None, ..BRIGADE };
        let read = Reading { audience: 2, ..READ };

        let steps = steps(&[READ, read], &[BRIGADE, other]).unwrap();

        assert_eq!(steps.iter().map(|step| step.reading.audience).collect::<Vec<_>>(), [2, 7]);
    }

    #[test]
    fn who_read_further_than_there_is_starts_over() {
        let walked = Reading { walked: 51, seen: 51, ..READ };
        let seen = Reading { seen: 51, ..READ };

        assert_eq!(steps(&[walked], &[BRIGADE]), Err(Reset::Epoch));
        assert_eq!(steps(&[seen], &[BRIGADE]), Err(Reset::Epoch));
        assert_eq!(steps(&[READ], &[]), Err(Reset::Epoch));
    }

    #[test]
    fn who_was_away_until_what_left_was_forgotten_starts_over() {
        let collected = Audience { collected: 41, ..BRIGADE };
        let lost = Audience { grant: None, ..collected };

        assert_eq!(steps(&[READ], &[collected]), Err(Reset::Stale));
        assert_eq!(steps(&[READ], &[lost]), Err(Reset::Stale));
        assert_eq!(steps(&[READ], &[Audience { collected: 40, ..BRIGADE }]), step(READ));
    }

    #[test]
    fn who_just_began_needs_nothing_that_was_forgotten_before() {
        let collected = Audience { collected: 45, ..BRIGADE };
        let first = steps(&[], &[collected]).unwrap();
        let page = Step { reading: Reading { walked: 10, ..first[0].reading }, ..first[0] };

        let next = steps(&after(&[page]), &[collected]);

        assert_eq!(next, step(Reading { seen: 50, ..page.reading }));
    }

    #[test]
    fn a_page_has_seen_every_head_and_is_done_with_what_it_swept() {
        let unread = Step { reading: READ, head: 50 };
        let sweeping = Reading { audience: 2, grant: None, walked: 20, ..READ };
        let swept = Step { reading: Reading { audience: 3, walked: 50, ..sweeping }, head: 50 };

        let readings = after(&[Step { reading: sweeping, head: 50 }, swept, unread]);

        assert_eq!(readings, [sweeping, Reading { seen: 50, ..READ }]);
    }

    #[test]
    fn who_has_come_past_where_he_began_need_not_know_any_more_where_that_was() {
        let again = Reading { walked: 45, base: 20, from: 45, held: 15, ..READ };

        let readings = after(&[Step { reading: again, head: 50 }]);

        assert_eq!(readings, [Reading { walked: 45, seen: 50, base: 45, from: 45, ..READ }]);
    }
}
