//! Devices.

use std::fmt;

use crate::kernel::{codes::FieldCode, ids::DeviceId, text};

/// A phone or a browser that signs in. Its name is never shown: it is mostly its owner's.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::identity) struct Device {
    /// Made by the installation, kept by it.
    pub(in crate::identity) id: DeviceId,
    /// What its owner will know it by.
    pub(in crate::identity) name: String,
}

impl Device {
    /// Characters of a device's name at most.
    const NAME_CHARS_MAX: usize = 60;

    /// Reads the name of a device.
    ///
    /// # Errors
    /// Those of [`text::line`].
    pub(in crate::identity) fn parse_name(name: &str) -> Result<String, FieldCode> {
        text::line(name, Self::NAME_CHARS_MAX)
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Device").field("id", &self.id).finish_non_exhaustive()
    }
}
