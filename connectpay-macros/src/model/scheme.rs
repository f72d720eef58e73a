//! The authentication schemes of ConnectPay.

use proc_macro2::{Ident, Span};

use crate::errors::nearest;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Partner,
    User,
}

impl Scheme {
    pub(crate) const ALL: [Self; 2] = [Self::Partner, Self::User];

    pub(crate) fn words() -> [&'static str; 2] {
        Self::ALL.map(Self::word)
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.word() == word)
    }

    /// The scheme that an author may have meant by another word: the path's word, the caller's
    /// type, or the credentials.
    pub(crate) fn meant_by(word: &str) -> Option<Self> {
        match word {
            "Client" | "api_key" | "apikey" | "key" => Some(Self::Partner),
            "client" | "Session" | "session" | "token" | "access_token" | "bearer" | "psu" => {
                Some(Self::User)
            }
            other => nearest(other, &Self::words()).and_then(Self::from_word),
        }
    }

    pub(crate) fn word_meant_by(word: &str) -> Option<&'static str> {
        Self::meant_by(word).map(Self::word)
    }

    /// The word in the attribute.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::User => "user",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Partner => Self::User,
            Self::User => Self::Partner,
        }
    }

    /// Whose credentials it sends.
    pub(crate) fn whose(self) -> &'static str {
        match self {
            Self::Partner => "the partner's API key",
            Self::User => "a user's access token",
        }
    }

    /// The path segment that stands for it.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::User => "client",
        }
    }

    /// The type and the variant of the runtime.
    pub(crate) fn type_name(self) -> Ident {
        match self {
            Self::Partner => Ident::new("Partner", Span::call_site()),
            Self::User => Ident::new("User", Span::call_site()),
        }
    }

    /// The credentials, for the docs.
    pub(crate) fn credentials(self) -> &'static str {
        match self {
            Self::Partner => "the partner's API key (`x-connectpay-api-key`)",
            Self::User => "the user's access token (`Authorization: Bearer`) and `PSU-IP-Address`",
        }
    }
}
