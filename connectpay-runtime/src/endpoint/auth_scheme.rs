//! Which credentials an endpoint takes.

use std::fmt;

/// Which credentials an endpoint takes.
///
/// ConnectPay's paths say so: a `partner` segment stands for the partner's API key, and
/// a `client` segment for a user's access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthScheme {
    /// The partner's API key: [`Partner`](crate::Partner).
    Partner,
    /// A user's access token and IP address: [`User`](crate::User).
    User,
}

impl AuthScheme {
    /// The word that a declaration uses: `auth = partner` or `auth = user`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::User => "user",
        }
    }

    /// The segment of a path that asks for the credentials of the other scheme.
    pub(crate) const fn other_segment(self) -> &'static str {
        match self {
            Self::Partner => "client",
            Self::User => "partner",
        }
    }
}

impl fmt::Display for AuthScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
