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
    fn a_message_takes_its_parameters() {
        let text = Text { zh: "最多 {max} 字", en: "at most {max} characters" };

        let params = [("max", "40".to_owned())];

        assert_eq!(text.say(Language::Chinese, &params), "最多 40 字");
        assert_eq!(text.say(Language::English, &params), "at most 40 characters");
    }
}
