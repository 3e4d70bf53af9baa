//! What a device says of itself, and what it is given when it signs in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    identity::{
        keyring::Keyring,
        model::Device,
        store::SessionRow,
        tokens::{ACCESS_LIFE, Access, Refresh},
    },
    kernel::{
        ids::{DeviceId, PersonId},
        language::Language,
        refusal::Fields,
        time::Time,
    },
    people::PersonRow,
    platform::error::Error,
};

/// An installation of an app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeviceBody {
    /// Made by the installation, kept by it.
    id: DeviceId,
    /// What its owner will know it by.
    #[schema(max_length = 60)]
    name: String,
}

impl DeviceBody {
    pub(super) fn device(self, fields: &mut Fields) -> Option<Device> {
        let name = fields.take("/device/name", Device::parse_name(&self.name))?;
        Some(Device { id: self.id, name })
    }
}

/// What a device needs from now on.
#[derive(Serialize, ToSchema)]
pub(super) struct TokensView {
    /// For the header `Authorization: Bearer …`.
    access_token: String,
    /// Seconds until it expires.
    expires_in: u64,
    /// For `POST /v1/auth/refresh`. If the answer to that is lost, present the same one again.
    refresh_token: String,
    person: SignedInView,
}

/// The person who signed in.
#[derive(Serialize, ToSchema)]
struct SignedInView {
    id: PersonId,
    volunteer_no: String,
    name: String,
    /// `zh-CN` or `en`, once chosen.
    locale: Option<String>,
}

impl From<PersonRow> for SignedInView {
    fn from(row: PersonRow) -> Self {
        let PersonRow { id, volunteer_no, name, locale, .. } = row;
        Self { id, volunteer_no, name, locale }
    }
}

impl TokensView {
    pub(super) fn new(
        keyring: &Keyring,
        (person, session): (PersonRow, SessionRow),
        now: Time,
    ) -> Result<Self, Error> {
        let access = Access {
            person: person.id,
            session: session.id,
            language: person.locale.as_deref().and_then(Language::of_tag),
        };
        let newest = Refresh { session: session.id, generation: session.generation };
        Ok(Self {
            access_token: keyring.tokens.sign(&access, now)?,
            expires_in: ACCESS_LIFE.as_secs(),
            refresh_token: keyring.tokens.refresh(newest),
            person: person.into(),
        })
    }
}
