//! The root key, and the keys derived from it: one purpose, one key.
//!
//! Every sealed value and token in the database hangs on the root key: a backup without it cannot
//! be read, and a lost root key loses phone numbers and ID numbers for good.

use std::{fmt, fs, io, path::Path};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::{db::restrict, error::Fault, random::Random};

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// A secret key of 256 bits. It is never shown.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct Key([u8; KEY_BYTES]);

impl Key {
    /// A new key.
    #[must_use]
    pub fn generate(random: &Random) -> Self {
        Self(random.bytes())
    }

    /// Reads a key as it stands in configuration: 43 characters of base64url.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text.trim()).ok()?.try_into().ok().map(Self)
    }

    /// The root key of a data folder. One is made, for its owner's eyes only, while the folder has
    /// no `database` yet; beside a database a new key could only be the wrong one.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] for a database without its key, [`io::ErrorKind::InvalidData`]
    /// for a file that is no key; what the file system says.
    pub fn of_folder(folder: &Path, database: &Path, random: &Random) -> io::Result<Self> {
        let keys = folder.join("keys");
        let file = keys.join("root.key");
        if !file.try_exists()? && !database.try_exists()? {
            fs::create_dir_all(&keys)?;
            restrict(&keys, 0o700)?;
            let new = keys.join("root.key.new");
            fs::write(&new, "")?;
            restrict(&new, 0o600)?;
            fs::write(&new, URL_SAFE_NO_PAD.encode(Self::generate(random).0))?;
            fs::File::open(&new)?.sync_all()?;
            fs::rename(&new, &file)?;
            fs::File::open(&keys)?.sync_all()?;
        }
        let text = fs::read_to_string(&file)?;
        Self::parse(&text)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "root.key holds no key"))
    }

    /// The key for one purpose (HKDF-SHA256, RFC 5869). Keys for two purposes tell nothing of each
    /// other.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Self {
        let mut key = [0; KEY_BYTES];
        // It fails only for more than 255 blocks of output; this is one.
        let _infallible = Hkdf::<Sha256>::new(None, &self.0).expand(purpose.as_bytes(), &mut key);
        Self(key)
    }

    /// What a database is marked with, so that it is never opened with another key.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.derive("fingerprint").hash(b"muster"))
    }

    /// The bare bytes, for a library that wants them.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// A keyed hash (HMAC-SHA256): the same for the same value, and without the key no way to try
    /// values. Blind indexes and codes are kept as this.
    #[must_use]
    pub fn hash(&self, value: &[u8]) -> [u8; 32] {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0);
        // HMAC takes keys of any length.
        mac.map(|mac| mac.chain_update(value).finalize().into_bytes().into()).unwrap_or_default()
    }

    /// Encrypts (XChaCha20-Poly1305, random nonce first). `place` names table, column and row: what
    /// was sealed in one place does not open in another.
    ///
    /// # Errors
    /// A fault for a value of more than 256 GiB, which is to say never.
    pub fn seal(&self, place: &str, value: &[u8], random: &Random) -> Result<Vec<u8>, Fault> {
        let nonce: [u8; NONCE_BYTES] = random.bytes();
        let payload = Payload { msg: value, aad: place.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_opaque| Fault::broken("a value could not be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`Self::seal`] made.
    ///
    /// # Errors
    /// A fault when it was made with another key, in another place, or was changed.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let closed = || Fault::broken(format!("what was sealed at {place} does not open"));
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(closed)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_length| closed())?;
        let payload = Payload { msg: ciphertext, aad: place.as_bytes() };
        self.cipher().decrypt(&XNonce::from(nonce), payload).map_err(|_opaque| closed())
    }

    /// Decrypts a key that was sealed as its bare bytes.
    ///
    /// # Errors
    /// Those of [`Self::open`].
    pub fn open_key(&self, place: &str, sealed: &[u8]) -> Result<Self, Fault> {
        let bytes: Zeroizing<Vec<u8>> = Zeroizing::new(self.open(place, sealed)?);
        let bytes = <[u8; KEY_BYTES]>::try_from(bytes.as_slice());
        bytes.map(Self).map_err(|_length| Fault::broken(format!("{place} holds no key")))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_in_its_place_and_nowhere_else() {
        let random = Random::seeded(1);
        let (key, other) = (Key::generate(&random), Key::generate(&random));

        let mut sealed = key.seal("people.phone:1", b"13800000000", &random).unwrap();

        assert_eq!(key.open("people.phone:1", &sealed).unwrap(), b"13800000000");
        assert!(key.open("people.phone:2", &sealed).is_err());
        assert!(other.open("people.phone:1", &sealed).is_err());
        assert!(key.open("people.phone:1", &sealed[..20]).is_err());
        *sealed.last_mut().unwrap() ^= 1;
        assert!(key.open("people.phone:1", &sealed).is_err());
    }

    #[test]
    fn a_key_for_one_purpose_is_no_key_for_another() {
        let root = Key::generate(&Random::seeded(2));

        assert_eq!(root.derive("jwt"), root.derive("jwt"));
        assert_ne!(root.derive("jwt"), root.derive("phone"));
        assert_ne!(root.derive("jwt").hash(b"x"), root.derive("phone").hash(b"x"));
    }

    #[test]
    fn the_root_key_of_a_folder_stays_the_same_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();

        let database = folder.path().join("muster.sqlite3");

        let first = Key::of_folder(folder.path(), &database, &Random::seeded(3)).unwrap();
        fs::write(&database, "").unwrap();
        let again = Key::of_folder(folder.path(), &database, &Random::seeded(4)).unwrap();

        assert_eq!(first, again);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = fs::metadata(folder.path().join("keys/root.key")).unwrap();
            assert_eq!(file.permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_database_that_lost_its_key_gets_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("muster.sqlite3");
        fs::write(&database, "").unwrap();

        let error = Key::of_folder(folder.path(), &database, &Random::seeded(3)).unwrap_err();

        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(!folder.path().join("keys").exists());
    }
}
