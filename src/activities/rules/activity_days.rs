//! On which days an activity is.

use crate::{
    activities::{model::lasts, store::ActivityRow},
    kernel::{
        codes::FieldCode,
        refusal::{Fields, Refusal},
        time::date,
    },
};

/// Whether it can last from its first date to its last; a draft may lack either.
///
/// # Errors
/// A refusal of the field.
pub(in crate::activities) fn may_last(row: &ActivityRow) -> Result<(), Refusal> {
    let read = |text: &Option<String>| text.as_deref().and_then(|text| date(text).ok());
    match (read(&row.starts_on), read(&row.ends_on)) {
        (Some(from), Some(to)) => lasts(from, to).map_err(|code| Refusal::field("/ends_on", code)),
        _ => Ok(()),
    }
}

/// Whether the days of an activity hold those of its shifts, from the first to the last. Texts of
/// dates sort as the dates do.
///
/// # Errors
/// A refusal of the field.
pub(in crate::activities) fn holds_days(
    row: &ActivityRow,
    (first, last): &(String, String),
) -> Result<(), Refusal> {
    let mut fields = Fields::default();
    if row.starts_on.as_ref().is_none_or(|day| day > first) {
        fields.take::<()>("/starts_on", Err(FieldCode::Contradicts));
    }
    if row.ends_on.as_ref().is_none_or(|day| day < last) {
        fields.take::<()>("/ends_on", Err(FieldCode::Contradicts));
    }
    fields.finish(|| Some(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activities::{
            model::{ActivityChanges, CreateActivity, Name},
            rules::draft,
        },
        kernel::{correction::Correction, ids::Id, time::Time},
    };

    #[test]
    fn an_activity_lasts_a_year_at_most() {
        let name = Name::parse("植树").unwrap();
        for (from, to, expected) in [
            ("2026-11-22", "2026-11-22", None),
            ("2026-11-22", "2027-11-22", None),
            ("2026-11-22", "2026-11-21", Some(FieldCode::Contradicts)),
            ("2026-11-22", "2027-11-23", Some(FieldCode::OutOfRange)),
        ] {
            let (starts_on, ends_on) = (date(from).unwrap(), date(to).unwrap());
            let dates = ActivityChanges {
                starts_on: Correction::Set(starts_on),
                ends_on: Correction::Set(ends_on),
                ..ActivityChanges::default()
            };
            let command =
                CreateActivity { id: Id::NIL, unit: Id::NIL, name: name.clone(), plan: dates };
            let verdict = may_last(&draft(&command, Id::NIL, Time::EPOCH));
            let expected = expected.map(|code| Refusal::field("/ends_on", code));
            assert_eq!(verdict.err(), expected, "{from} {to}");
        }
    }
}
