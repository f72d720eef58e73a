//! The access tokens that were issued, and which of them are valid.

use std::time::Duration;

use super::Tokens;
use crate::problem::Refusal;
use crate::rule::Rule;
use crate::session::Session;

#[derive(Default)]
pub(crate) struct AccessTokens(Tokens<Access>);

struct Access {
    session: Session,
    /// By the sandbox's clock.
    expires_at: Duration,
}

impl AccessTokens {
    pub(crate) fn issue(&self, session: Session, expires_at: Duration) -> String {
        self.0.issue(Access {
            session,
            expires_at,
        })
    }

    /// The session of a valid token.
    pub(crate) fn check(&self, token: &str, now: Duration) -> Result<Session, Refusal> {
        let found = self
            .0
            .with(token, |access| (access.session.clone(), access.expires_at));
        let (session, expires_at) = found.ok_or_else(|| {
            Refusal::new(
                Rule::TokenUnknown,
                "the access token was not issued by this sandbox; expected one that was",
            )
        })?;
        if session.has_ended() {
            return Err(Refusal::new(
                Rule::TokenRevoked,
                "the access token was revoked, as a logout does; expected a newly issued one",
            ));
        }
        if now >= expires_at {
            return Err(Refusal::new(
                Rule::TokenExpired,
                "the access token has expired; expected a newly issued one",
            ));
        }
        Ok(session)
    }

    /// Ends the token's life now, if it was issued here.
    pub(crate) fn expire(&self, token: &str, now: Duration) {
        self.0.with(token, |access| {
            access.expires_at = access.expires_at.min(now);
        });
    }

    /// Ends the token's session, if it was issued here.
    pub(crate) fn revoke(&self, token: &str) {
        self.0.with(token, |access| access.session.end());
    }

    /// Whether the user has a valid token.
    pub(crate) fn is_any_alive(&self, user: &str, now: Duration) -> bool {
        self.0.any(|access| {
            access.session.user() == user && !access.session.has_ended() && now < access.expires_at
        })
    }
}
