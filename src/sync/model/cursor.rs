//! How far a device has read, as the bytes that it carries about and cannot read.

use sha2::{Digest, Sha256};

use crate::{
    kernel::ids::{DeviceId, PersonId},
    platform::keys::Key,
};

/// How far a device has read one audience.
///
/// Lines of rows that left it fall into three runs. Those up to `base` are told already, or nothing
/// was held when they were written. Those after it and up to `from` were written while the audience
/// was not granted: they are told of what can be `held`. Those after `from` are told all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sync) struct Reading {
    /// The number of the audience.
    pub(in crate::sync) audience: i32,
    /// The number of the grant under which it is read; none while it is swept.
    pub(in crate::sync) grant: Option<i32>,
    /// The version up to which it was walked or swept.
    pub(in crate::sync) walked: i64,
    /// The head in the snapshot of the last page under a grant. What came in later than this cannot
    /// be on the device; what came in before may have been judged alive here.
    pub(in crate::sync) seen: i64,
    /// The version up to which no line of a row that left is missed, walked or not.
    pub(in crate::sync) base: i64,
    /// The head when the walk under this grant began.
    pub(in crate::sync) from: i64,
    /// What was seen under the grant before this one: what came in later was not held then.
    pub(in crate::sync) held: i64,
}

impl Reading {
    /// The version up to which nothing that left can be missed.
    #[must_use]
    pub(in crate::sync) fn known(&self) -> i64 {
        match self.grant {
            Some(_) => self.walked.max(self.base),
            None => self.base,
        }
    }

    /// What is left to be kept once the walk has come past where it began.
    #[must_use]
    pub(in crate::sync) const fn settled(self) -> Self {
        if self.grant.is_some() && self.walked >= self.from {
            Self { base: self.walked, from: self.walked, held: 0, ..self }
        } else {
            self
        }
    }
}

/// Which life of the database this is, and which shape its documents have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sync) struct Life {
    /// Drawn when the database was made.
    pub(in crate::sync) epoch: u64,
    /// Counts the changes of documents with which devices cannot go on.
    pub(in crate::sync) schema: u32,
}

/// How far a device has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sync) struct Cursor {
    /// What it was told of.
    pub(in crate::sync) life: Life,
    /// Its audiences, in page order.
    pub(in crate::sync) readings: Vec<Reading>,
}

/// Why a cursor is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sync) enum Unusable {
    /// It is not as we made it.
    Bad,
    /// It was made for another person or device.
    Foreign,
}

/// Makes cursors and reads them again.
#[derive(Clone, Debug)]
pub(in crate::sync) struct Cursors(Key);

/// The form of the bytes.
const FORM: u8 = 1;
const OWNER_BYTES: usize = 8;
const MAC_BYTES: usize = 16;

impl Cursors {
    /// The cursors of a federation.
    #[must_use]
    pub(in crate::sync) fn new(root: &Key) -> Self {
        Self(root.derive("cursors"))
    }

    /// A cursor as the bytes that a device carries.
    #[must_use]
    pub(in crate::sync) fn write(
        &self,
        cursor: &Cursor,
        person: PersonId,
        device: DeviceId,
    ) -> Vec<u8> {
        let mut bytes = vec![FORM];
        bytes.extend(owner(person, device));
        bytes.extend(cursor.life.epoch.to_be_bytes());
        put(&mut bytes, u64::from(cursor.life.schema));
        for reading in &cursor.readings {
            put_reading(&mut bytes, reading);
        }
        let mac = self.mac(&bytes);
        bytes.extend(mac);
        bytes
    }

    /// The cursor in some bytes.
    ///
    /// # Errors
    /// [`Unusable`].
    pub(in crate::sync) fn read(
        &self,
        bytes: &[u8],
        person: PersonId,
        device: DeviceId,
    ) -> Result<Cursor, Unusable> {
        let (payload, mac) = bytes.split_last_chunk::<MAC_BYTES>().ok_or(Unusable::Bad)?;
        if !same(&self.mac(payload), mac) {
            return Err(Unusable::Bad);
        }
        let mut rest = Rest(payload);
        if rest.take::<1>() != Some([FORM]) {
            return Err(Unusable::Bad);
        }
        if rest.take::<OWNER_BYTES>() != Some(owner(person, device)) {
            return Err(Unusable::Foreign);
        }
        rest.cursor().ok_or(Unusable::Bad)
    }

    fn mac(&self, payload: &[u8]) -> [u8; MAC_BYTES] {
        let whole = self.0.hash(payload);
        let mut short = [0; MAC_BYTES];
        short.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        short
    }
}

/// Whether two codes are the same, in a time that does not tell where they differ.
fn same(ours: &[u8], theirs: &[u8]) -> bool {
    ours.iter().zip(theirs).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

fn owner(person: PersonId, device: DeviceId) -> [u8; OWNER_BYTES] {
    let mut hash = Sha256::new();
    hash.update(person.uuid().as_bytes());
    hash.update(device.uuid().as_bytes());
    let mut short = [0; OWNER_BYTES];
    short.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    short
}

/// Seven bits a byte, the lowest first; all but the last have their highest bit set (LEB128).
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Grant and audience, then how far it was read. What is settled, as it mostly is, goes without
/// the rest: the lowest bit before the grant says so.
fn put_reading(bytes: &mut Vec<u8>, reading: &Reading) {
    let Reading { audience, grant, walked, seen, base, from, held } = *reading;
    let unsigned = |number: i64| u64::try_from(number).unwrap_or_default();
    let settled = base == walked && from == walked && held == 0;
    put(bytes, unsigned(i64::from(grant.unwrap_or_default())) << 1 | u64::from(!settled));
    put(bytes, unsigned(i64::from(audience)));
    put(bytes, unsigned(walked));
    put(bytes, zigzag(seen - walked));
    if !settled {
        put(bytes, zigzag(base - walked));
        put(bytes, zigzag(from - walked));
        put(bytes, unsigned(held));
    }
}

/// Small numbers of either sign as small numbers.
fn zigzag(number: i64) -> u64 {
    u64::from_le_bytes(((number << 1) ^ (number >> 63)).to_le_bytes())
}

fn unzigzag(number: u64) -> i64 {
    let half = i64::from_le_bytes((number >> 1).to_le_bytes());
    if number & 1 == 0 { half } else { !half }
}

/// The bytes that were not read yet.
struct Rest<'b>(&'b [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.take()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn cursor(mut self) -> Option<Cursor> {
        let epoch = u64::from_be_bytes(self.take()?);
        let schema = u32::try_from(self.number()?).ok()?;
        let mut readings = Vec::new();
        while !self.0.is_empty() {
            readings.push(self.reading()?);
        }
        Some(Cursor { life: Life { epoch, schema }, readings })
    }

    fn reading(&mut self) -> Option<Reading> {
        let first = self.number()?;
        let grant = i32::try_from(first >> 1).ok()?;
        let audience = i32::try_from(self.number()?).ok()?;
        let walked = i64::try_from(self.number()?).ok()?;
        let seen = walked.checked_add(unzigzag(self.number()?))?;
        let (mut base, mut from, mut held) = (walked, walked, 0);
        if first & 1 == 1 {
            base = walked.checked_add(unzigzag(self.number()?))?;
            from = walked.checked_add(unzigzag(self.number()?))?;
            held = i64::try_from(self.number()?).ok()?;
        }
        let grant = (grant != 0).then_some(grant);
        Some(Reading { audience, grant, walked, seen, base, from, held })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{kernel::ids::Id, platform::random::Random};
    use proptest::prelude::*;
    use uuid::Uuid;

    const LIFE: Life = Life { epoch: 7, schema: 1 };

    fn lin() -> PersonId {
        Id::new(Uuid::from_u128(1))
    }

    fn phone() -> DeviceId {
        Id::new(Uuid::from_u128(2))
    }

    fn cursors() -> Cursors {
        Cursors::new(&Key::generate(&Random::seeded(1)))
    }

    fn any_reading() -> impl Strategy<Value = Reading> {
        let version = || 0..=i64::from(u32::MAX);
        let grant = prop::option::of(1..=i32::MAX);
        let begun = prop::option::of((version(), version(), version()));
        (0..=i32::MAX, grant, version(), version(), begun).prop_map(
            |(audience, grant, walked, seen, begun)| {
                let (base, from, held) = begun.unwrap_or((walked, walked, 0));
                Reading { audience, grant, walked, seen, base, from, held }
            },
        )
    }

    fn any_cursor() -> impl Strategy<Value = Cursor> {
        let readings = prop::collection::vec(any_reading(), 0..9);
        (any::<u64>(), any::<u32>(), readings)
            .prop_map(|(epoch, schema, readings)| Cursor { life: Life { epoch, schema }, readings })
    }

    proptest! {
        #[test]
        fn a_cursor_is_read_as_it_was_written(cursor in any_cursor()) {
            let written = cursors().write(&cursor, lin(), phone());

            prop_assert_eq!(cursors().read(&written, lin(), phone()), Ok(cursor));
        }

        #[test]
        fn a_cursor_of_which_a_bit_was_changed_is_none(
            cursor in any_cursor(),
            place in any::<prop::sample::Index>(),
            bit in 0..8_u32,
        ) {
            let mut written = cursors().write(&cursor, lin(), phone());
            let place = place.index(written.len());
            written[place] ^= 1_u8 << bit;

            prop_assert_eq!(cursors().read(&written, lin(), phone()), Err(Unusable::Bad));
        }

        #[test]
        fn no_bytes_make_it_stumble(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(cursors().read(&bytes, lin(), phone()), Err(Unusable::Bad));
        }
    }

    #[test]
    fn a_cursor_is_no_good_to_another_person_nor_on_another_device() {
        let (wang, tablet) = (Id::new(Uuid::from_u128(3)), Id::new(Uuid::from_u128(4)));
        let cursor = Cursor { life: LIFE, readings: Vec::new() };

        let written = cursors().write(&cursor, lin(), phone());

        assert_eq!(cursors().read(&written, wang, phone()), Err(Unusable::Foreign));
        assert_eq!(cursors().read(&written, lin(), tablet), Err(Unusable::Foreign));
    }

    #[test]
    fn the_cursor_of_a_volunteer_is_short() {
        let reading = |at: i32| Reading {
            audience: i32::MAX - at,
            grant: Some(at + 1),
            walked: 9_000_000,
            seen: 9_000_000,
            base: 9_000_000,
            from: 9_000_000,
            held: 0,
        };
        let cursor = Cursor { life: LIFE, readings: (0..5).map(reading).collect() };

        assert!(cursors().write(&cursor, lin(), phone()).len() < 100);
    }
}
