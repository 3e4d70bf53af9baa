//! The SQL of accounts, devices, sessions and codes: a file a noun.

mod accounts;
mod devices;
mod failures;
mod sessions;
mod setup_codes;

pub(super) use accounts::{AccountRow, account_of_phone, insert_account, lock_account_of_phone};
pub(super) use devices::{knows_device, put_device};
pub(super) use failures::{
    FailuresRow, count_failure, forget_failures, forget_failures_before, lock_failures,
};
pub(super) use sessions::{
    SessionRow, end_session, end_sessions_of_device, insert_session, lock_session, session,
    use_session,
};
pub(super) use setup_codes::{has_setup_code, replace_setup_code, use_setup_code};
