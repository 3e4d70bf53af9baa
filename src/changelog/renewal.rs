//! A version of the program that sees rows otherwise puts the feed right, while it serves.

use std::cmp::Ordering;

use diesel::QueryResult;

use super::projection::Projection;
use crate::{
    kernel::ids::{EntityId, Id},
    platform::{
        db::{Conn, Tx, set_setting, setting, setting_or},
        error::Error,
    },
};

/// The setting that says which projection the feed follows: its number, and while the feed is put
/// right, which sort of rows and which row this has come to.
const FOLLOWED: &str = "projection";

/// The number of the projection that the feed follows or is made to follow: `number`, when it was
/// never filled.
///
/// # Errors
/// What the database says.
pub fn followed(conn: &mut Conn, number: u32) -> QueryResult<u32> {
    let followed = setting_or(conn, FOLLOWED, &number.to_string())?;
    Ok(number_of(Some(&followed)))
}

/// Puts right the documents of at most `limit` rows, where the feed follows an earlier projection
/// than the one numbered `number`. Answers how much it did: nothing when the feed follows it.
///
/// What it changes comes to phones as any change does.
///
/// # Errors
/// What the database says.
pub fn renew(
    tx: &mut Tx<'_>,
    projections: &[Projection],
    number: u32,
    limit: i64,
) -> Result<usize, Error> {
    let Some((sort, after)) = due(setting(tx, FOLLOWED)?.as_deref(), number) else {
        return Ok(0);
    };
    let done = match projections.get(sort) {
        None => number.to_string(),
        Some(projection) => match (projection.put_right)(tx, after, limit)? {
            Some(last) => format!("{number} {sort} {last}"),
            None => format!("{number} {}", sort + 1),
        },
    };
    set_setting(tx, FOLLOWED, &done)?;
    Ok(1)
}

/// Which sort of rows is due, and after which of them; nothing when all are done, or when a later
/// version of the program is at it.
fn due(setting: Option<&str>, number: u32) -> Option<(usize, EntityId)> {
    match number_of(setting).cmp(&number) {
        Ordering::Less => return Some((0, Id::NIL)),
        Ordering::Greater => return None,
        Ordering::Equal => {}
    }
    let mut words = setting.unwrap_or_default().split(' ').skip(1);
    let sort = words.next()?.parse().unwrap_or_default();
    let after = words.next().and_then(|word| word.parse().ok());
    Some((sort, after.unwrap_or(Id::NIL)))
}

fn number_of(setting: Option<&str>) -> u32 {
    let first = setting.and_then(|words| words.split(' ').next());
    first.and_then(|word| word.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_this_projection_is_done_and_what_was_begun_goes_on() {
        let id = EntityId::new(uuid::Uuid::from_u128(7));

        assert_eq!(due(Some("2"), 2), None);
        assert_eq!(due(Some(&format!("2 3 {id}")), 2), Some((3, id)));
        assert_eq!(due(Some("2 4"), 2), Some((4, EntityId::NIL)));
    }

    #[test]
    fn what_follows_an_earlier_one_or_was_begun_for_it_begins_anew() {
        let anew = Some((0, EntityId::NIL));

        assert_eq!(due(Some("1"), 2), anew);
        assert_eq!(due(Some("1 3"), 2), anew);
        assert_eq!(due(None, 2), anew);
    }

    #[test]
    fn what_follows_a_later_one_is_left_to_it() {
        assert_eq!(due(Some("3"), 2), None);
        assert_eq!(due(Some("3 1"), 2), None);
    }
}
