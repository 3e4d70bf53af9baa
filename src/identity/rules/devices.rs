//! How many devices an account keeps.

use crate::{identity::store::DeviceRow, kernel::ids::DeviceId};

/// Devices of an account at most. Nobody has so many phones; but each browser that forgets its
/// storage comes back as a new device, for years.
const DEVICES_MAX: usize = 50;

/// The devices to forget when there are too many, given the one last used first: those that were
/// not used for the longest time, never the one that signs in now. A log-in is not refused for it,
/// since whoever lost his phone could not tidy up from anywhere else; and a device that nobody used
/// while fifty others were loses nothing but that it was known.
pub(in crate::identity) fn surplus(devices: &[DeviceRow], current: DeviceId) -> Vec<DeviceId> {
    let others = devices.iter().map(|device| device.id).filter(|id| *id != current);
    others.skip(DEVICES_MAX - 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{ids::Id, time::Time};

    #[test]
    fn the_device_that_was_not_used_for_the_longest_time_is_forgotten() {
        let id = |number: usize| Id::new(uuid::Uuid::from_u128(number.try_into().unwrap()));
        let devices = |count| {
            let device = |number| DeviceRow {
                id: id(number),
                name: "手机".to_owned(),
                created_at: Time::EPOCH,
                used_at: None,
                open_used_at: None,
            };
            (1..=count).map(device).collect::<Vec<_>>()
        };

        assert!(surplus(&devices(50), id(1)).is_empty());
        assert_eq!(surplus(&devices(51), id(1)), [id(51)]);
        assert_eq!(surplus(&devices(52), id(52)), [id(50), id(51)]);
    }
}
