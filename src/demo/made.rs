//! What is told of a demo that was made.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{scenes::Scenes, story::Counts};
use crate::{kernel::ids::UnitId, platform::db::restrict};

/// A demo that was made. Its passwords stand here and nowhere else in clear: the database keeps
/// their hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What people and figures come from.
    pub seed: u64,
    /// The local date of its last instant.
    pub until: String,
    /// How much there is.
    pub counts: Counts,
    /// What happens right now.
    pub scenes: Scenes,
    /// With whom to look at it.
    pub logins: Vec<Login>,
}

/// Somebody to sign in as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// What he is.
    pub role: Role,
    /// His name.
    pub name: String,
    /// His number, with which he signs in.
    pub phone: String,
    /// His password.
    pub password: String,
    /// What the unit is called that he belongs to, or has his role on.
    pub unit: String,
    /// Its id.
    pub unit_id: Option<UnitId>,
}

/// What somebody is who is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A member without a role.
    Volunteer,
    /// Leads the volunteer's brigade.
    Leader,
    /// Administers the district in which that stands.
    DistrictAdmin,
    /// Administers the federation.
    HqAdmin,
    /// Reads everything.
    Auditor,
}

impl Made {
    /// The login of a role.
    #[must_use]
    pub fn login(&self, role: Role) -> Option<&Login> {
        self.logins.iter().find(|login| login.role == role)
    }
}

/// What is kept in a data folder of what was made there, with the passwords.
pub trait Kept: Serialize + DeserializeOwned {
    /// The file in which it is kept.
    const FILE: &'static str;

    /// That file of a data folder.
    #[must_use]
    fn file_in(folder: &Path) -> PathBuf {
        folder.join(Self::FILE)
    }

    /// Keeps it in a data folder, readable by its owner alone.
    ///
    /// # Errors
    /// What the file system says.
    fn keep_in(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let file = Self::file_in(folder);
        // Nobody else reads it in between.
        fs::write(&file, "")?;
        restrict(&file, 0o600)?;
        fs::write(&file, serde_json::to_string_pretty(self)?)
    }

    /// What was kept in a data folder.
    ///
    /// # Errors
    /// What the file system says; [`io::ErrorKind::InvalidData`] for what is none.
    fn kept_in(folder: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(Self::file_in(folder))?;
        Ok(serde_json::from_str(&text)?)
    }
}

impl Kept for Made {
    const FILE: &'static str = "demo-logins.json";
}
