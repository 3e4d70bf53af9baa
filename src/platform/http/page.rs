//! Lists: a limit, a cursor, and what comes after.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    kernel::{codes::FieldCode, ids::Id, refusal::Refusal, time::Time},
    platform::error::Error,
};

/// Items of a page where the caller does not say.
const LIMIT: i64 = 50;
/// Items of a page at most.
pub const PAGE_ITEMS_MAX: i64 = 200;

/// A place in a list that is sorted by a key, and by ids where keys are equal.
pub type Place<Of> = (Vec<u8>, Id<Of>);

/// A place in a list that is sorted by instants, and by ids where these are equal.
pub type Moment<Of> = (Time, Id<Of>);

/// The two parameters that each list takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items, in the list's fixed order.
    pub items: Vec<T>,
    /// Where the next page begins; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl PageQuery {
    /// How many items to answer.
    ///
    /// # Errors
    /// A refusal of a limit that is no limit.
    pub fn limit(&self) -> Result<i64, Error> {
        match self.limit.unwrap_or(LIMIT) {
            limit @ 1..=PAGE_ITEMS_MAX => Ok(limit),
            _ => Err(Refusal::parameter("limit", FieldCode::OutOfRange).into()),
        }
    }

    /// Key and id after which the page of a list begins that is sorted by a key.
    ///
    /// # Errors
    /// A refusal of a cursor that no page answered.
    pub fn after_key<Of>(&self) -> Result<Option<Place<Of>>, Error> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let parted = bytes.as_ref().and_then(|bytes| bytes.split_last_chunk::<16>());
        let unknown = || Refusal::parameter("cursor", FieldCode::UnknownValue);
        let (key, id) = parted.ok_or_else(unknown)?;
        Ok(Some((key.to_vec(), Id::new(uuid::Uuid::from_bytes(*id)))))
    }

    /// Instant and id after which the page of a list begins that is sorted by instants.
    ///
    /// # Errors
    /// A refusal of a cursor that no page answered.
    pub fn after_moment<Of>(&self) -> Result<Option<Moment<Of>>, Error> {
        let Some((key, id)) = self.after_key()? else { return Ok(None) };
        let unknown = |_| Refusal::parameter("cursor", FieldCode::UnknownValue);
        let millis = key.try_into().map(i64::from_be_bytes).map_err(unknown)?;
        Ok(Some((Time::from_millis(millis), id)))
    }

    /// The id after which the page begins.
    ///
    /// # Errors
    /// A refusal of a cursor that no page answered.
    pub fn after<Of>(&self) -> Result<Option<Id<Of>>, Error> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let id = bytes.and_then(|bytes| uuid::Uuid::from_slice(&bytes).ok());
        let unknown = || Refusal::parameter("cursor", FieldCode::UnknownValue).into();
        id.map(|id| Some(Id::new(id))).ok_or_else(unknown)
    }
}

impl<T> Page<T> {
    /// A page of up to `limit` items in the order of ids, from up to `limit` + 1 that were found:
    /// one more says that there is a next page.
    pub fn of<Row, Of>(
        found: Vec<Row>,
        limit: i64,
        id: impl Fn(&Row) -> Id<Of>,
        view: impl Fn(Row) -> T,
    ) -> Self {
        Self::cut(found, limit, |row| id(row).uuid().as_bytes().to_vec(), view)
    }

    /// [`Self::of`] for a list that is sorted by a key, and by ids where keys are equal.
    pub fn by_key<Row, Of>(
        found: Vec<Row>,
        limit: i64,
        key: impl Fn(&Row) -> (&[u8], Id<Of>),
        view: impl Fn(Row) -> T,
    ) -> Self {
        let joint = |row: &Row| {
            let (key, id) = key(row);
            [key, id.uuid().as_bytes()].concat()
        };
        Self::cut(found, limit, joint, view)
    }

    /// [`Self::of`] for a list that is sorted by instants, and by ids where these are equal.
    pub fn by_moment<Row, Of>(
        found: Vec<Row>,
        limit: i64,
        moment: impl Fn(&Row) -> Moment<Of>,
        view: impl Fn(Row) -> T,
    ) -> Self {
        let joint = |row: &Row| {
            let (at, id) = moment(row);
            [at.millis().to_be_bytes().as_slice(), id.uuid().as_bytes()].concat()
        };
        Self::cut(found, limit, joint, view)
    }

    fn cut<Row>(
        mut found: Vec<Row>,
        limit: i64,
        cursor: impl Fn(&Row) -> Vec<u8>,
        view: impl Fn(Row) -> T,
    ) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().filter(|_| more).map(cursor);
        let next_cursor = last.map(|cursor| URL_SAFE_NO_PAD.encode(cursor));
        Self { items: found.into_iter().map(view).collect(), next_cursor }
    }
}
