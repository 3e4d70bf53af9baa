//! What a request would rather have: items with weights (RFC 9110, section 12.4.2).

use crate::kernel::language::Language;

/// The best language for an `Accept-Language` header (section 12.5.4); none when it names no
/// language of ours.
pub(super) fn language(header: &str) -> Option<Language> {
    let ours = weighted(header).filter_map(|(tag, weight)| Some((Language::of_tag(tag)?, weight)));
    // The first of equals wins, so a plain list is a list of preferences.
    let best = ours.filter(|(_, weight)| *weight > 0.0).fold(None, |best, next| match best {
        Some((_, weight)) if weight >= next.1 => best,
        _ => Some(next),
    });
    best.map(|(language, _)| language)
}

/// Whether an `Accept` header (section 12.5.1) names `text/csv`, and JSON not at all or with less
/// weight.
pub(super) fn prefers_csv(header: &str) -> bool {
    let weight = |wanted: &str| {
        let named = weighted(header).filter(|(kind, _)| kind.eq_ignore_ascii_case(wanted));
        named.map(|(_, weight)| weight).fold(0.0, f32::max)
    };
    weight("text/csv") > weight("application/json")
}

/// Whether an `Accept-Encoding` header (section 12.5.3) takes gzip.
pub(super) fn takes_gzip(header: &str) -> bool {
    let weight = |wanted: &str| {
        let named = |(coding, _): &(&str, f32)| coding.eq_ignore_ascii_case(wanted);
        weighted(header).find(named).map(|(_, weight)| weight)
    };
    weight("gzip").or_else(|| weight("*")).is_some_and(|weight| weight > 0.0)
}

/// The items of a header such as `Accept`, each with its weight: 1 where it has none. An item whose
/// weight is no number is left out.
fn weighted(header: &str) -> impl Iterator<Item = (&str, f32)> {
    header.split(',').filter_map(|part| {
        let mut parts = part.split(';').map(str::trim);
        let item = parts.next()?;
        let weight = parts.find_map(|part| {
            let (name, weight) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then(|| weight.trim())
        });
        let weight: f32 = weight.map_or(Ok(1.0), str::parse).ok()?;
        (!item.is_empty() && weight.is_finite()).then_some((item, weight))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_weighs_what_it_says_and_else_one() {
        let read = |header| weighted(header).collect::<Vec<_>>();

        assert_eq!(read("text/csv"), [("text/csv", 1.0)]);
        assert_eq!(read("en;q=0.5, zh ; Q = 0"), [("en", 0.5), ("zh", 0.0)]);
        assert_eq!(read("text/csv;header=present;q=0.1"), [("text/csv", 0.1)]);
        assert_eq!(read("a;q=x, ;q=1, b;q=NaN, "), []);
    }

    #[test]
    fn the_best_accepted_language_wins_and_foreign_ones_are_passed_over() {
        for (header, expected) in [
            ("en-GB,zh;q=0.9", Some(Language::English)),
            ("fr, zh-Hans-CN;q=0.3, en;q=0.2", Some(Language::Chinese)),
            ("zh;q=0.1, en", Some(Language::English)),
            ("zh, en", Some(Language::Chinese)),
            ("en;q=0", None),
            ("en;Q=0", None),
            ("fr", None),
            (";;q=,", None),
        ] {
            assert_eq!(language(header), expected, "{header}");
        }
    }

    #[test]
    fn gzip_is_taken_by_who_names_it_or_takes_anything() {
        for (header, expected) in [
            ("gzip", true),
            ("br, GZIP;q=0.1", true),
            ("*", true),
            ("gzip;q=0, *", false),
            ("*;q=0", false),
            ("identity", false),
            ("", false),
        ] {
            assert_eq!(takes_gzip(header), expected, "{header}");
        }
    }

    #[test]
    fn who_names_a_table_before_json_gets_one() {
        for (header, expected) in [
            ("text/csv", true),
            ("TEXT/CSV; q=0.5", true),
            ("text/csv, application/json;q=0.9", true),
            ("text/csv;q=0.8, application/json", false),
            ("application/json, text/csv", false),
            ("text/csv;q=0", false),
            ("text/csv;Q=0", false),
            ("*/*", false),
            ("", false),
        ] {
            assert_eq!(prefers_csv(header), expected, "{header}");
        }
    }
}
