//! Closed sets of words: states, kinds, roles. One word in the database, in documents, on the wire,
//! and for people a label in each language.

use super::language::Text;

/// A value that is one word out of a closed set.
pub trait Word: Copy + Eq + 'static {
    /// What the set is called in the API's description.
    const NAME: &'static str;
    /// Every value, in the order of the declaration.
    const ALL: &'static [Self];

    /// The word.
    fn word(self) -> &'static str;

    /// What people read instead of it.
    fn label(self) -> Text;

    /// The value of a word.
    #[must_use]
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Declares such a set; each value is `Value => "word" ("中文" / "English"),`.
macro_rules! words {
    (
        $(#[$doc:meta])*
        pub enum $name:ident {
            $($(#[$value_doc:meta])* $value:ident => $word:literal ($zh:literal / $en:literal),)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$value_doc])* $value,)+
        }

        impl $crate::kernel::words::Word for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$(Self::$value,)+];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }

            fn label(self) -> $crate::kernel::language::Text {
                match self {
                    $(Self::$value => $crate::kernel::language::Text { zh: $zh, en: $en },)+
                }
            }
        }
    };
}
pub(crate) use words;
