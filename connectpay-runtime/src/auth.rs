//! The two schemes, and what each puts into a request.

mod partner;
mod user;

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use tokio::time::timeout;

use crate::endpoint::AuthScheme;
use crate::error::Result;
use crate::token::Generation;

pub(crate) use self::partner::ApiKey;
pub use self::partner::{ApiKeyFormat, Partner, PartnerCredentials};
pub use self::user::User;
pub(crate) use self::user::{PsuIpAddress, UserCredentials};

/// One of the two schemes as a type: [`Partner`] or [`User`].
///
/// The trait is sealed, since ConnectPay has only these two.
pub trait Scheme: sealed::Sealed + Send + Sync + 'static {
    /// The scheme as a value.
    const AUTH: AuthScheme;
}

impl Scheme for Partner {
    const AUTH: AuthScheme = AuthScheme::Partner;
}

impl Scheme for User {
    const AUTH: AuthScheme = AuthScheme::User;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Partner {}
    impl Sealed for super::User {}
}

/// What a request is authenticated with.
#[derive(Clone)]
pub(crate) enum Credentials {
    Partner(ApiKey),
    User(UserCredentials),
}

/// What a request was authenticated with.
#[derive(Debug)]
pub(crate) enum Authorized {
    Partner,
    User {
        generation: Generation,
        authorization: HeaderValue,
    },
}

impl Authorized {
    /// Whether both requests carried the same access token.
    pub(crate) fn is_same_token(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::User { authorization, .. },
                Self::User {
                    authorization: other,
                    ..
                },
            ) => authorization == other,
            _ => false,
        }
    }
}

impl Credentials {
    pub(crate) fn scheme(&self) -> AuthScheme {
        match self {
            Self::Partner(_) => AuthScheme::Partner,
            Self::User(_) => AuthScheme::User,
        }
    }

    /// Writes the credentials into a request. If the user has no usable access token,
    /// it first waits for one; `None` means that none came in time.
    pub(crate) async fn authorize(
        &self,
        headers: &mut HeaderMap,
        limit: Duration,
    ) -> Result<Option<Authorized>> {
        match self {
            Self::Partner(api_key) => {
                api_key.authorize(headers);
                Ok(Some(Authorized::Partner))
            }
            Self::User(user) => match timeout(limit, user.authorize(headers)).await {
                Ok(authorized) => authorized.map(Some),
                Err(_) => Ok(None),
            },
        }
    }

    /// Whether another token can be obtained. A partner has only the one key.
    pub(crate) fn can_be_renewed(&self) -> bool {
        matches!(self, Self::User(_))
    }

    /// ConnectPay did not accept the access token, so it is not used again.
    pub(crate) fn reject(&self, authorized: &Authorized) {
        if let (Self::User(user), Authorized::User { generation, .. }) = (self, authorized) {
            user.tokens.reject(*generation);
        }
    }
}
