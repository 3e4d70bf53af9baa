//! What a line of an audience is to a device.

use super::Step;
use crate::{
    changelog::{FeedRow, Stretch},
    sync::model::Reading,
};

/// What is told of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sync) enum Telling {
    /// The document.
    Put,
    /// That it is gone, unless another audience of the same person holds it.
    Delete,
    /// Nothing: it cannot be on the device.
    Nothing,
}

/// What is told of a line to a device that has read so far.
///
/// What an audience holds is told to whoever walks it. That a row left is told to who was granted
/// the audience when it did, whether he was given the row or not: a page that was given may be
/// asked for again. What left while he was not granted it, or leaves the device with it, is told of
/// what the device can have: not only of what was walked, for a row of another audience may have
/// been left to the device because it stood here, further on.
pub(in crate::sync) const fn telling(reading: &Reading, line: &FeedRow) -> Telling {
    let Reading { grant, seen, base, from, held, .. } = *reading;
    let can_be_there = match (&line.document, grant) {
        (Some(_), Some(_)) => return Telling::Put,
        (Some(_), None) => line.first_version <= seen,
        (None, _) if line.version <= base => false,
        (None, _) if line.version <= from => line.first_version <= held,
        (None, Some(_)) => true,
        (None, None) => line.first_version <= seen,
    };
    if can_be_there { Telling::Delete } else { Telling::Nothing }
}

/// The lines of which [`telling`] can have something to tell, as a statement finds them.
pub(in crate::sync) const fn stretch(step: &Step) -> Stretch {
    let Reading { grant, walked, seen, base, .. } = step.reading;
    let came_until = if grant.is_some() { step.head } else { seen };
    Stretch { between: (walked, step.head), gone_after: base, came_until }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::Id;
    use uuid::Uuid;

    const READ: Reading =
        Reading { audience: 7, grant: Some(3), walked: 40, seen: 45, base: 40, from: 40, held: 0 };
    const SWEPT: Reading = Reading { grant: None, walked: 0, ..READ };
    const REGAINED: Reading = Reading { walked: 0, base: 20, from: 40, held: 25, ..READ };

    fn line((first_version, version): (i64, i64), document: Option<&str>) -> FeedRow {
        FeedRow {
            version,
            first_version,
            collection: "shifts".to_owned(),
            entity: Id::new(Uuid::from_u128(1)),
            document: document.map(str::to_owned),
        }
    }

    fn told(reading: &Reading, left: (i64, i64)) -> Telling {
        telling(reading, &line(left, None))
    }

    #[test]
    fn what_stands_in_an_audience_is_told_to_its_readers() {
        assert_eq!(telling(&READ, &line((3, 48), Some("{}"))), Telling::Put);
        assert_eq!(telling(&READ, &line((48, 48), Some("{}"))), Telling::Put);
    }

    #[test]
    fn what_left_is_told_to_who_was_a_reader_then_whatever_page_he_goes_on_from() {
        assert_eq!(told(&READ, (45, 48)), Telling::Delete);
        assert_eq!(told(&READ, (46, 48)), Telling::Delete);
    }

    #[test]
    fn what_had_left_before_somebody_became_a_reader_is_not_told() {
        let begun = Reading { walked: 0, base: 40, from: 40, ..READ };

        assert_eq!(told(&begun, (3, 40)), Telling::Nothing);
        assert_eq!(told(&begun, (3, 41)), Telling::Delete);
    }

    #[test]
    fn what_left_while_somebody_was_no_reader_is_told_of_what_he_had_then() {
        assert_eq!(told(&REGAINED, (3, 20)), Telling::Nothing);
        assert_eq!(told(&REGAINED, (25, 30)), Telling::Delete);
        assert_eq!(told(&REGAINED, (26, 30)), Telling::Nothing);
        assert_eq!(told(&REGAINED, (26, 41)), Telling::Delete);
    }

    #[test]
    fn who_lost_an_audience_learns_nothing_of_what_came_after() {
        let lost_again = Reading { grant: None, ..REGAINED };

        assert_eq!(telling(&SWEPT, &line((45, 48), Some("{}"))), Telling::Delete);
        assert_eq!(telling(&SWEPT, &line((46, 48), Some("{}"))), Telling::Nothing);
        assert_eq!(told(&SWEPT, (45, 48)), Telling::Delete);
        assert_eq!(told(&SWEPT, (46, 48)), Telling::Nothing);
        assert_eq!(told(&SWEPT, (3, 40)), Telling::Nothing);
        assert_eq!(told(&lost_again, (26, 30)), Telling::Nothing);
        assert_eq!(told(&lost_again, (26, 41)), Telling::Delete);
    }
}
