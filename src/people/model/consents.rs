//! What somebody agrees to.

use crate::kernel::{
    codes::FieldCode,
    ids::{ConsentId, PersonId},
    time::Time,
    words::words,
};

/// The version of the privacy notice in force. A new text is a new version: what was agreed to is
/// the text that was shown.
const IN_FORCE: &str = "2026-11-22";
/// The versions before it.
const EARLIER: [&str; 0] = [];

/// A version of the privacy notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeVersion(&'static str);

impl NoticeVersion {
    /// The one in force.
    pub const CURRENT: Self = Self(IN_FORCE);

    /// Reads the version in force: a consent in the app is given to the text that the app shows.
    ///
    /// # Errors
    /// [`FieldCode::UnknownValue`] for any other.
    pub fn current(text: &str) -> Result<Self, FieldCode> {
        let version = Some(Self::CURRENT).filter(|version| version.0 == text);
        version.ok_or(FieldCode::UnknownValue)
    }

    /// Reads any version that was ever in force: a paper form may have been signed a while ago.
    ///
    /// # Errors
    /// [`FieldCode::UnknownValue`].
    pub fn known(text: &str) -> Result<Self, FieldCode> {
        let mut versions = EARLIER.into_iter().chain([IN_FORCE]);
        versions.find(|version| *version == text).map(Self).ok_or(FieldCode::UnknownValue)
    }

    /// The version.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

words! {
    /// What somebody's data may be used for, or what he may do.
    pub enum Purpose {
        /// That he has a record here at all.
        Service => "service" ("处理本人志愿服务档案" / "keeping my volunteer file"),
        /// Sensitive data: a consent of its own (PIPL, article 29). Nothing depends on it.
        Location => "location" ("签到时使用精确位置" / "exact position at check-in"),
        /// What a guardian allows a minor.
        Participation => "participation" ("未成年人参加志愿服务" / "a minor taking part"),
        /// Being seen.
        Photos => "photos" ("拍摄和使用照片" / "photos of me"),
    }
}

words! {
    /// How a consent was given.
    pub enum ConsentForm {
        /// Signed.
        Paper => "paper" ("书面" / "on paper"),
        /// Said to somebody who recorded it.
        Oral => "oral" ("口头" / "orally"),
        /// By the person himself, on his own device.
        InApp => "in_app" ("应用内" / "in the app"),
    }
}

words! {
    /// Who gave a consent.
    pub enum GivenBy {
        /// The person himself.
        Person => "person" ("本人" / "the person"),
        /// The guardian of a minor.
        Guardian => "guardian" ("监护人" / "the guardian"),
    }
}

/// A consent that is to be entered.
#[derive(Clone, Debug)]
pub struct NewConsent {
    /// Its id.
    pub id: ConsentId,
    /// Whose data it is about.
    pub person: PersonId,
    /// What it allows.
    pub purpose: Purpose,
    /// Which text was shown.
    pub notice_version: NoticeVersion,
    /// How it was given.
    pub form: ConsentForm,
    /// By whom.
    pub given_by: GivenBy,
    /// When.
    pub given_at: Time,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_one_that_was_in_force() {
        assert_eq!(NoticeVersion::current("2026-11-22"), Ok(NoticeVersion::CURRENT));
        assert_eq!(NoticeVersion::known("2026-11-22"), Ok(NoticeVersion::CURRENT));
        for text in ["", "2026-11-21", "2026-11-22 "] {
            assert_eq!(NoticeVersion::current(text), Err(FieldCode::UnknownValue));
            assert_eq!(NoticeVersion::known(text), Err(FieldCode::UnknownValue));
        }
    }
}
