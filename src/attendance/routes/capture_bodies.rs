//! What a phone says of a check-in, a check-out, a position.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    attendance::{
        model::{OwnCapture, Position, Whereabouts},
        rules,
    },
    kernel::{
        codes::FieldCode,
        geo::{Datum, Measured, Place},
        ids::AttendanceEventId,
        refusal::Fields,
        text,
        time::Time,
    },
    platform::error::{Error, Fault},
};

/// Characters of a code that is read on site, at most.
const CODE_CHARS_MAX: usize = 200;

/// Where a phone found itself.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PositionBody {
    /// Degrees, north positive.
    lat: f64,
    /// Degrees, east positive.
    lon: f64,
    /// What they are measured against: nobody but the sender knows.
    datum: Datum,
    /// The radius in metres within which it lies with 68 %, as Android and iOS report it.
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy_m: Option<f64>,
    /// How many seconds before the capture it was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix_age_s: Option<f64>,
}

/// What somebody captures of himself, whatever the body is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToldCapture<'a> {
    pub(super) captured_at: Option<Time>,
    pub(super) place: Option<&'a PositionBody>,
    pub(super) place_refused: Option<bool>,
    pub(super) code: Option<&'a str>,
}

impl ToldCapture<'_> {
    /// The capture under an id, as it was told online at an instant.
    pub(super) fn command(&self, id: AttendanceEventId, now: Time) -> Result<OwnCapture, Error> {
        let mut fields = Fields::default();
        let position = self.place.map(|place| place.read(&mut fields)).transpose()?.flatten();
        let code = self.code.map(|code| text::line(code, CODE_CHARS_MAX)).transpose();
        let code = fields.take("/code", code);
        let refused = self.place_refused.unwrap_or(false);
        let contradicts = refused && self.place.is_some();
        fields
            .take("/place_refused", if contradicts { Err(FieldCode::Contradicts) } else { Ok(()) });
        let whereabouts = match position {
            Some(position) => Whereabouts::Told(position),
            None if refused => Whereabouts::Refused,
            None => Whereabouts::Untold,
        };
        let captured = rules::captured_online(self.captured_at, now);
        Ok(fields.finish(|| Some(OwnCapture { id, captured, whereabouts, code: code? }))?)
    }
}

impl PositionBody {
    /// The position, or nothing and each fault noted.
    fn read(&self, fields: &mut Fields) -> Result<Option<Position>, Fault> {
        let Self { lat, lon, datum, accuracy_m, fix_age_s } = *self;
        let at = fields.take("/place", Measured { lat, lon, datum }.to_wgs84());
        let accuracy_m = fields.take("/place/accuracy_m", accuracy_m.map(whole).transpose());
        fields.take("/place/fix_age_s", fix_age_s.map(whole).transpose());
        let told = serde_json::to_value(self).map_err(Fault::broken)?;
        let place = at.zip(accuracy_m).map(|(at, accuracy_m)| Place { at, accuracy_m });
        Ok(place.map(|place| Position { place, told }))
    }
}

/// The next whole number, of what phones measure in fractions.
fn whole(measured: f64) -> Result<u32, FieldCode> {
    if !(0.0..=f64::from(u32::MAX)).contains(&measured) {
        return Err(FieldCode::OutOfRange);
    }
    #[expect(clippy::as_conversions, reason = "from f64 there is no other way; it is in range")]
    Ok(measured.ceil() as u32)
}
