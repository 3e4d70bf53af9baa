//! A version of the program that sees rows otherwise puts the feed right, while it serves.

use super::projection::Projection;
use crate::{
    kernel::ids::{EntityId, Id},
    platform::{
        db::{Tx, set_setting, setting},
        error::Error,
    },
};

/// The setting that says which projection the feed follows: its number, and while the feed is put
/// right, which sort of rows and which row this has come to.
pub const PROJECTION: &str = "projection";

/// Puts right the documents of at most `limit` rows, where the feed follows another projection than
/// the one numbered `number`. Answers how much it did: nothing when the feed follows it.
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
    let Some((sort, after)) = due(setting(tx, PROJECTION)?.as_deref(), number) else {
        return Ok(0);
    };
    let done = match projections.get(sort) {
        None => number.to_string(),
        Some(projection) => match (projection.renew)(tx, after, limit)? {
            Some(last) => format!("{number} {sort} {last}"),
            None => format!("{number} {}", sort + 1),
        },
    };
    set_setting(tx, PROJECTION, &done)?;
    Ok(1)
}

/// Which sort of rows is due, and after which of them; nothing when all are done.
fn due(setting: Option<&str>, number: u32) -> Option<(usize, EntityId)> {
    let mut words = setting.unwrap_or_default().split(' ');
    if words.next().and_then(|word| word.parse().ok()) != Some(number) {
        return Some((0, Id::NIL));
    }
    let sort = words.next()?.parse().unwrap_or_default();
    let after = words.next().and_then(|word| word.parse().ok());
    Some((sort, after.unwrap_or(Id::NIL)))
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
    fn what_follows_another_one_or_was_begun_for_it_begins_anew() {
        let anew = Some((0, EntityId::NIL));

        assert_eq!(due(Some("1"), 2), anew);
        assert_eq!(due(Some("1 3"), 2), anew);
        assert_eq!(due(None, 2), anew);
    }
}
