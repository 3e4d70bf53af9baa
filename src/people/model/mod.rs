//! What is known of persons, and what makes it valid; how it is sealed; what they agreed to.
//!
//! Nothing personal is ever shown by `Debug`: values end up in logs and in the messages of tests.

/// Shows a type by its name alone.
macro_rules! never_shown {
    ($($name:ident)+) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })+
    };
}

mod consents;
mod contact;
mod documents;
mod lists;
mod numbers;
mod profile;
mod sealing;

pub use consents::{ConsentForm, GivenBy, NewConsent, NoticeVersion, Purpose};
pub use contact::{Address, Guardian, Name, Phone, Relation};
pub use documents::{BirthDate, IdDocument, IdDocumentType};
pub use lists::{ExternalIds, Tags};
pub(super) use numbers::volunteer_no;
pub use profile::{Corrections, NewPerson, PersonField, Profile, Sex};
pub use sealing::Sealer;
pub(super) use sealing::{INDEX_KEY, PersonKey};
