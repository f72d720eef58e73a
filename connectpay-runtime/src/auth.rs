//! The two schemes, and what each puts into a request.

mod partner;
mod user;

use crate::endpoint::AuthScheme;
use crate::token::Generation;

pub(crate) use self::partner::ApiKey;
pub use self::partner::{ApiKeyFormat, Partner, PartnerCredentials};
pub use self::user::User;
pub(crate) use self::user::{PsuIpAddress, UserCredentials};

/// One of the two schemes as a type: [`Partner`] or [`User`].
///
/// Sealed: ConnectPay has these two.
pub trait Scheme: sealed::Sealed + Send + Sync + 'static {
    /// The same as a value.
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
#[derive(Clone, Copy, Debug)]
pub(crate) enum Authorized {
    Partner,
    User(Generation),
}

impl Credentials {
    pub(crate) fn scheme(&self) -> AuthScheme {
        match self {
            Self::Partner(_) => AuthScheme::Partner,
            Self::User(_) => AuthScheme::User,
        }
    }

    /// ConnectPay answered 401. Gives whether another token may be had: a
    /// partner has only the one key.
    pub(crate) fn reject(&self, authorized: Authorized) -> bool {
        match (self, authorized) {
            (Self::User(user), Authorized::User(generation)) => {
                user.tokens.reject(generation);
                true
            }
            _ => false,
        }
    }
}
