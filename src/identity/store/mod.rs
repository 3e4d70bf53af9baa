//! The SQL of accounts, devices, sessions and codes: a file a noun.

mod accounts;
mod claim_codes;
mod devices;
mod failures;
mod invites;
mod sessions;
mod setup_codes;

pub(super) use accounts::{
    AccountRow, account_of_person, account_of_phone, any_has_account, insert_account,
    lock_account_of_phone, put_password,
};
pub(super) use claim_codes::{
    ClaimCodeRow, claim_code, end_claim_codes, insert_claim_code, lock_claim_code, use_claim_code,
};
pub(super) use devices::{DeviceRow, delete_device, devices, knows_device, put_device};
pub(super) use failures::{
    FailuresRow, count_failure, forget_failures, forget_failures_before, forget_failures_with,
    lock_failures,
};
pub(super) use invites::{
    InviteRow, count_use, end_invite, insert_invite, invite, invite_of_code, invites_of,
    lock_invite_of_code,
};
pub(super) use sessions::{
    SessionRow, end_other_sessions, end_session, end_sessions_of_device, insert_session,
    lock_session, session, use_session,
};
pub(super) use setup_codes::{has_setup_code, replace_setup_code, use_setup_code};
