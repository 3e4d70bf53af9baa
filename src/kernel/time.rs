//! Instants: whole milliseconds since 1970-01-01T00:00:00Z, in the database, in rules, in
//! documents. And dates, which are local and have no time.

use std::{fmt, time::Duration};

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::codes::FieldCode;

/// An instant in milliseconds UTC. On the wire RFC 3339 with milliseconds and `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// 0001-01-01T00:00:00Z: RFC 3339 can write no earlier year.
const FIRST_MILLIS: i64 = -62_135_596_800_000;
/// 9999-12-31T23:59:59.999Z: RFC 3339 can write no later year.
const LAST_MILLIS: i64 = 253_402_300_799_999;

/// Local time is Beijing time, all over China and all the year: there has been no other offset and
/// no summer time since 1991. Whoever runs Muster elsewhere changes these two lines.
const LOCAL_OFFSET: Duration = Duration::from_secs(8 * 3600);
/// Its name in the time zone database.
pub const TIME_ZONE: &str = "Asia/Shanghai";

/// Reads a date: `2008-11-22`, ten characters and no others, in the years 1 to 9999. Texts of such
/// dates sort as the dates do.
///
/// # Errors
/// [`FieldCode::InvalidDate`], also for a day that the calendar does not have.
pub fn date(text: &str) -> Result<NaiveDate, FieldCode> {
    let written = |date: &NaiveDate| (1..=9999).contains(&date.year()) && date.to_string() == text;
    text.parse::<NaiveDate>().ok().filter(written).ok_or(FieldCode::InvalidDate)
}

impl Time {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// An instant from milliseconds since 1970; what RFC 3339 cannot write is moved to the nearest
    /// instant that it can.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(FIRST_MILLIS, LAST_MILLIS))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with any offset. Digits below a millisecond are cut.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let millis = DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis();
        (FIRST_MILLIS..=LAST_MILLIS).contains(&millis).then_some(Self(millis))
    }

    /// This instant and `later` more.
    #[must_use]
    pub fn plus(self, later: Duration) -> Self {
        let millis = i64::try_from(later.as_millis()).unwrap_or(i64::MAX);
        Self::from_millis(self.0.saturating_add(millis))
    }

    /// This instant and `earlier` less.
    #[must_use]
    pub fn minus(self, earlier: Duration) -> Self {
        let millis = i64::try_from(earlier.as_millis()).unwrap_or(i64::MAX);
        Self::from_millis(self.0.saturating_sub(millis))
    }

    /// As long after `to` as this instant is after `from`, or before it.
    #[must_use]
    pub fn shifted(self, from: Self, to: Self) -> Self {
        Self::from_millis(self.0.saturating_sub(from.0).saturating_add(to.0))
    }

    /// The date on the wall at this instant.
    #[must_use]
    pub fn local_date(self) -> NaiveDate {
        self.wall().date_naive()
    }

    /// The instant at which a local date begins.
    #[must_use]
    pub fn of_local_date(date: NaiveDate) -> Self {
        let midnight = date.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        Self::from_millis(midnight).minus(LOCAL_OFFSET)
    }

    /// Date and minute on the wall at this instant, without the zone: `2026-12-31T22:00`.
    #[must_use]
    pub fn local_minute(self) -> String {
        self.wall().format("%Y-%m-%dT%H:%M").to_string()
    }

    /// The clock on the wall, as if its zone were that of Greenwich.
    fn wall(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.plus(LOCAL_OFFSET).0).unwrap_or_default()
    }

    /// From `earlier` until this instant; nothing when `earlier` is the later one.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instant: DateTime<Utc> = DateTime::from_timestamp_millis(self.0).unwrap_or_default();
        f.write_str(&instant.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl AsRef<i64> for Time {
    fn as_ref(&self) -> &i64 {
        &self.0
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not an RFC 3339 time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_with_milliseconds_and_read_with_any_offset() {
        let time = Time::parse("2026-11-22T08:30:00.1239+08:00").unwrap();

        assert_eq!(time.to_string(), "2026-11-22T00:30:00.123Z");
        assert_eq!(Time::parse(&time.to_string()), Some(time));
    }

    #[test]
    fn a_year_that_cannot_be_written_is_not_read() {
        assert_eq!(Time::parse("0000-12-31T23:59:59Z"), None);
        assert_eq!(Time::parse("9999-12-31T23:59:59-01:00"), None);
        assert_eq!(Time::from_millis(i64::MAX).to_string(), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn a_local_day_begins_at_four_in_the_afternoon_of_greenwich() {
        let local = |text| Time::parse(text).unwrap().local_date().to_string();

        assert_eq!(local("2026-12-31T15:59:59.999Z"), "2026-12-31");
        assert_eq!(local("2026-12-31T16:00:00Z"), "2027-01-01");
        let begins = Time::of_local_date(date("2027-01-01").unwrap());
        assert_eq!(begins.to_string(), "2026-12-31T16:00:00.000Z");
    }

    #[test]
    fn the_minute_on_the_wall_is_written_without_a_zone() {
        let local = |text| Time::parse(text).unwrap().local_minute();

        assert_eq!(local("2026-12-31T14:00:59.999Z"), "2026-12-31T22:00");
        assert_eq!(local("0001-01-01T00:00:00Z"), "0001-01-01T08:00");
    }

    #[test]
    fn a_date_is_one_that_the_calendar_has_and_is_written_in_one_way() {
        assert_eq!(date("2008-02-29").map(|date| date.to_string()), Ok("2008-02-29".to_owned()));
        for text in ["", "2009-02-29", "2008-2-29", "+2008-02-29", "2008-02-29 ", "20080229"] {
            assert_eq!(date(text), Err(FieldCode::InvalidDate), "{text}");
        }
    }

    #[test]
    fn a_year_of_a_date_has_four_digits_and_is_not_before_the_first() {
        assert!(date("0001-01-01").is_ok() && date("9999-12-31").is_ok());
        for text in ["+12345-01-01", "12345-01-01", "0000-12-31", "-0001-01-01"] {
            assert_eq!(date(text), Err(FieldCode::InvalidDate), "{text}");
        }
    }

    #[test]
    fn an_instant_that_is_shifted_keeps_its_distance() {
        let at = Time::from_millis;

        assert_eq!(at(70).shifted(at(100), at(20)), at(-10));
        assert_eq!(at(130).shifted(at(100), at(20)), at(50));
    }

    #[test]
    fn a_duration_never_runs_backwards() {
        let (noon, one) = (Time::from_millis(0), Time::from_millis(3_600_000));

        assert_eq!(one.since(noon), Duration::from_secs(3600));
        assert_eq!(noon.since(one), Duration::ZERO);
    }
}
