//! Passwords, codes, devices, and what is asked for when an account is made: a file a noun.

mod account;
mod claim;
mod code;
mod device;
mod invite;
mod password;

pub(super) use account::{Applicant, Login, NewPassword, OpenAccount, Ticket};
pub(super) use claim::{Admitted, Claim, ClaimKeys};
pub(super) use code::{CodeHash, bare_code, digits, letters};
pub(super) use device::Device;
pub(super) use invite::{MakeInvite, invite_life, uses_max};
pub(super) use password::{PASSWORD_CHARS_MIN, Password};
