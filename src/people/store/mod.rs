//! The SQL of persons and of consents.

mod consents;
mod people;

pub use consents::{
    ConsentRow, Consents, consent, consents_ever, consents_in_force, consents_of, guardian_agreed,
    lock_consent,
};
pub(super) use consents::{has_consents, insert_consents, set_withdrawn};
pub(super) use people::{
    FieldRow, fields_of, insert_all, insert_keys, keys_of, put_fields, update, volunteer_nos_taken,
};
pub use people::{PersonRow, ids_with_documents, lock, people_in_order, people_of, person};
