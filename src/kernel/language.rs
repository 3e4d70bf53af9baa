//! The two languages in which Muster speaks to people.

/// A language of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese, the default.
    #[default]
    Chinese,
    /// English.
    English,
}

/// One message in both languages. `{name}` stands for a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Language {
    /// The tag of RFC 5646.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language of a tag such as `zh-Hans-CN`, `en-GB` or `en_US.UTF-8`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4); none when it
    /// names no language of ours.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let weighed = header.split(',').filter_map(|part| {
            let (tag, weight) = part.trim().split_once(';').unwrap_or((part.trim(), "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
            (weight > 0.0).then_some((Self::of_tag(tag)?, weight))
        });
        // The first of equals wins, so a plain list is a list of preferences.
        let best = weighed.fold(None, |best: Option<(Self, f32)>, next| match best {
            Some((_, weight)) if weight >= next.1 => best,
            _ => Some(next),
        });
        best.map(|(language, _)| language)
    }
}

impl Text {
    /// The message in `language`, with each `{name}` replaced by its value.
    #[must_use]
    pub fn say(self, language: Language, params: &[(&str, String)]) -> String {
        let template = match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        };
        params.iter().fold(template.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_language_wins_and_foreign_ones_are_passed_over() {
        let accepted = |header| Language::accepted(header);

        assert_eq!(accepted("en-GB,zh;q=0.9"), Some(Language::English));
        assert_eq!(accepted("fr, zh-Hans-CN;q=0.3, en;q=0.2"), Some(Language::Chinese));
        assert_eq!(accepted("en;q=0"), None);
        assert_eq!(accepted("fr"), None);
        assert_eq!(accepted(";;q=,"), None);
    }

    #[test]
    fn a_message_takes_its_parameters() {
        let text = Text { zh: "最多 {max} 字", en: "at most {max} characters" };

        let params = [("max", "40".to_owned())];

        assert_eq!(text.say(Language::Chinese, &params), "最多 40 字");
        assert_eq!(text.say(Language::English, &params), "at most 40 characters");
    }
}
