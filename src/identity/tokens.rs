//! Access tokens (JWT, RFC 7519) and refresh tokens.

use std::{fmt, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    kernel::{
        codes::Code,
        ids::{Id, PersonId, SessionId},
        language::Language,
        time::Time,
    },
    platform::{
        error::{Error, Fault},
        keys::Key,
    },
};

/// How long an access token lasts.
pub(super) const ACCESS_LIFE: Duration = Duration::from_secs(10 * 60);
/// How long a signing key is used; the one before it is still accepted.
const KEY_LIFE_MILLIS: i64 = 30 * 24 * 3600 * 1000;
/// An access token of ours has about 400 characters; a longer one is not looked at.
const TOKEN_CHARS_MAX: usize = 2048;
const ISSUER: &str = "muster";

/// Signs and reads tokens. Keys are derived from the root key and the month, so that they change by
/// themselves and every node has the same.
#[derive(Clone)]
pub(super) struct Tokens {
    root: Key,
    refresh: Key,
}

/// What an access token says. It is signed, not secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Access {
    pub(super) person: PersonId,
    pub(super) session: SessionId,
    pub(super) language: Option<Language>,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: PersonId,
    sid: SessionId,
    /// The language that the person chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    /// Seconds since 1970.
    iat: i64,
    exp: i64,
}

/// A refresh token that is ours: which session, and the how-manieth of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refresh {
    pub(super) session: SessionId,
    pub(super) generation: i64,
}

const REFRESH_BYTES: usize = 16 + 8;

impl Tokens {
    /// The tokens of a federation.
    #[must_use]
    pub(super) fn new(root: &Key) -> Self {
        Self { root: root.derive("access-tokens"), refresh: root.derive("refresh-tokens") }
    }

    /// Signs an access token.
    pub(super) fn sign(&self, access: &Access, now: Time) -> Result<String, Fault> {
        let seconds = |time: Time| time.millis().div_euclid(1000);
        let claims = Claims {
            iss: ISSUER.to_owned(),
            sub: access.person,
            sid: access.session,
            locale: access.language.map(|language| language.tag().to_owned()),
            iat: seconds(now),
            exp: seconds(now.plus(ACCESS_LIFE)),
        };
        let month = now.millis().div_euclid(KEY_LIFE_MILLIS);
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(month.to_string());
        let key = EncodingKey::from_secret(self.key(month).bytes());
        jsonwebtoken::encode(&header, &claims, &key).map_err(Fault::broken)
    }

    /// Reads an access token.
    ///
    /// The algorithm is ours, never the header's; the header only names the month of the key.
    pub(super) fn read(&self, token: &str, now: Time) -> Result<Access, Error> {
        let claims = self.claims(token, now).ok_or(Code::Unauthenticated)?;
        if claims.exp <= now.millis().div_euclid(1000) {
            return Err(Code::TokenExpired.into());
        }
        Ok(Access {
            person: claims.sub,
            session: claims.sid,
            language: claims.locale.as_deref().and_then(Language::of_tag),
        })
    }

    fn claims(&self, token: &str, now: Time) -> Option<Claims> {
        if token.len() > TOKEN_CHARS_MAX {
            return None;
        }
        let month: i64 = jsonwebtoken::decode_header(token).ok()?.kid?.parse().ok()?;
        let this_month = now.millis().div_euclid(KEY_LIFE_MILLIS);
        // The next month too: another node's clock may run a little ahead of ours.
        if !(this_month - 1..=this_month + 1).contains(&month) {
            return None;
        }
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        // The library asks the machine's clock; the caller asks ours.
        validation.validate_exp = false;
        let key = DecodingKey::from_secret(self.key(month).bytes());
        Some(jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()?.claims)
    }

    fn key(&self, month: i64) -> Key {
        self.root.derive(&format!("month {month}"))
    }

    /// The refresh token of a generation of a session: always the same one, so that it need not be
    /// stored and a lost answer can be given again.
    pub(super) fn refresh(&self, refresh: Refresh) -> String {
        let body = body(refresh);
        URL_SAFE_NO_PAD.encode([body.as_slice(), &self.refresh.hash(&body)].concat())
    }

    /// Reads a refresh token; none for one that we did not make.
    pub(super) fn read_refresh(&self, token: &str) -> Option<Refresh> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (session, rest) = bytes.split_at_checked(16)?;
        let (generation, _) = rest.split_at_checked(8)?;
        let refresh = Refresh {
            session: Id::new(Uuid::from_slice(session).ok()?),
            generation: i64::from_be_bytes(generation.try_into().ok()?),
        };
        // Compared as keyed hashes of both, so that the time it takes tells nothing of either.
        let [ours, theirs] = [self.refresh(refresh).as_str(), token]
            .map(|token| self.refresh.hash(token.as_bytes()));
        (ours == theirs).then_some(refresh)
    }
}

fn body(refresh: Refresh) -> [u8; REFRESH_BYTES] {
    let mut body = [0; REFRESH_BYTES];
    let bytes = refresh.session.uuid().into_bytes().into_iter();
    let bytes = bytes.chain(refresh.generation.to_be_bytes());
    body.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
    body
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::random::Random;

    const NOON: Time = Time::EPOCH;

    fn access() -> Access {
        let random = Random::seeded(9);
        Access {
            person: random.id(NOON),
            session: random.id(NOON),
            language: Some(Language::English),
        }
    }

    fn tokens(seed: u64) -> Tokens {
        Tokens::new(&Key::generate(&Random::seeded(seed)))
    }

    fn refused(token: &str, now: Time) -> Code {
        tokens(1).read(token, now).unwrap_err().code()
    }

    #[test]
    fn a_token_says_who_calls_until_it_expires() {
        let token = tokens(1).sign(&access(), NOON).unwrap();

        assert_eq!(tokens(1).read(&token, NOON).unwrap(), access());
        assert_eq!(refused(&token, NOON.plus(ACCESS_LIFE)), Code::TokenExpired);
        assert_eq!(refused(&token, NOON.plus(ACCESS_LIFE * 6 * 24 * 90)), Code::Unauthenticated);
    }

    #[test]
    fn a_token_that_somebody_else_made_says_nothing() {
        let foreign = tokens(2).sign(&access(), NOON).unwrap();
        let ours = tokens(1).sign(&access(), NOON).unwrap();
        let [header, claims, _] = ours.split('.').collect::<Vec<_>>().try_into().unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt","kid":"0"}"#);

        let forged = [
            foreign,
            format!("{header}.{claims}."),
            format!("{none}.{claims}."),
            "x".repeat(4000),
            String::new(),
        ];

        for token in forged {
            assert_eq!(refused(&token, NOON), Code::Unauthenticated, "{token}");
        }
    }

    #[test]
    fn a_refresh_token_is_the_same_each_time_and_cannot_be_made_up() {
        let refresh = Refresh { session: Random::seeded(3).id(NOON), generation: 7 };
        let token = tokens(1).refresh(refresh);

        assert_eq!(tokens(1).refresh(refresh), token);
        assert_eq!(tokens(1).read_refresh(&token), Some(refresh));
        assert_eq!(tokens(2).read_refresh(&token), None);
        assert_eq!(tokens(1).read_refresh(&format!("A{token}")), None);
        assert_eq!(tokens(1).read_refresh(""), None);
    }
}
