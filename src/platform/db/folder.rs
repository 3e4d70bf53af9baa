//! The data folder: who may use it, and where things lie in it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// A data folder that this process holds: a second one that would write is refused.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    lock: File,
}

impl Folder {
    /// Takes the folder. One that is absent is made, readable by its owner alone; the rights of one
    /// that is there are its owner's business.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] when another process holds it; what the file system says.
    pub fn take(path: &Path) -> io::Result<Self> {
        if !path.try_exists()? {
            fs::create_dir_all(path)?;
            restrict(path, 0o700)?;
        }
        let lock = File::create(path.join("muster.lock"))?;
        lock.try_lock().map_err(io::Error::from)?;
        Ok(Self { path: path.to_owned(), lock })
    }

    /// The SQLite file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        Self::database_in(&self.path)
    }

    /// Where a folder holds its SQLite file.
    #[must_use]
    pub fn database_in(path: &Path) -> PathBuf {
        path.join("muster.sqlite3")
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Folder {
    /// Lets go by name: closing the file is not enough while a child that another thread has just
    /// forked still holds it open.
    fn drop(&mut self) {
        let _best_effort = self.lock.unlock();
    }
}

/// Takes the rights of others away, where the system knows such rights.
pub(crate) fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}
