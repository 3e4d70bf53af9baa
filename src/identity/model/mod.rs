//! Passwords, codes, devices, and what is asked for when an account is made: a file a noun.

mod account;
mod code;
mod device;
mod password;

pub(super) use account::{Applicant, Login, SetUp};
pub(super) use code::{bare_code, new_setup_code};
pub(super) use device::Device;
pub(super) use password::Password;
