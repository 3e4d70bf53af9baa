//! The SQL of persons and of consents.

mod consents;
mod people;

pub use consents::{
    ConsentRow, consent, consents_in_force, consents_of, guardian_agreed, lock_consent,
};
pub(super) use consents::{insert_consent, set_withdrawn};
pub use people::{PersonRow, ids_with_document, lock, people_in_order, people_of, person};
pub(super) use people::{
    fields_of, insert, insert_key, keys_of, put_fields, update, volunteer_no_exists,
};
