//! Persons: somebody with a record here, with or without an account; and what they agreed to.
//!
//! Words: a *person* is not an account; a phone number is contact data, which a couple may share;
//! `volunteer_no` is the public number, and never made from the ID document. A *profile* is what is
//! entered of somebody new, a *correction* what becomes of a field, a *file* what may be shown of
//! him. A *consent* is a line of a ledger: it is withdrawn, never changed.
//!
//! Invariants:
//! - A name stands in the documents `me` and `roster` and nowhere else; phone and ID number stand
//!   in none. Phone, ID number, address and guardian are in the database only sealed under the
//!   person's own key, and go out of this module only masked.
//! - Deleting that key erases what was sealed; the row stays for the records that name its id.
//! - Of each field is known who entered it last, and when. Birth date and ID document are entered
//!   by whoever saw the document, never by the person himself; so is a correction of the name.
//! - Nobody is his own guardian.

mod actions;
mod files;
mod model;
mod privacy;
mod routes;
mod rules;
mod sorting;
mod store;

pub use actions::{
    PROJECTIONS, correct, create, create_all, record_consent, record_consents, withdraw_consent,
};
pub use files::{Entered, MaskedGuardian, PersonFile, files};
pub use model::{
    Address, BirthDate, ConsentForm, Corrections, ExternalIds, GivenBy, Guardian, IdDocument,
    IdDocumentType, Name, NewConsent, NewPerson, NoticeVersion, PersonField, Phone, Profile,
    Purpose, Relation, Sealer, Sex, Tags,
};
pub use routes::{
    ConsentView, CorrectionsBody, GuardianBody, IdDocumentBody, PersonView, ProfileBody, configure,
};
pub use rules::{is_child_at, is_minor_at};
pub use sorting::sort_key;
pub use store::{
    ConsentRow, Consents, PersonRow, consent, consents_ever, consents_in_force, consents_of,
    guardian_agreed, ids_with_documents, lock, lock_consent, people_in_order, people_of, person,
};
