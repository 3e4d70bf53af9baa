//! The privacy notice, which is shown before anything is collected (PIPL, article 17).

use crate::kernel::language::Language;

/// The text of the version in force. A change of it is a new version: see `model/consents.rs`.
#[must_use]
pub(super) const fn notice(language: Language) -> &'static str {
    match language {
        Language::Chinese => include_str!("privacy_notice.zh-CN.md"),
        Language::English => include_str!("privacy_notice.en.md"),
    }
}
