//! The refresh tokens that were issued, each of which is good for one use.

use std::time::Duration;

use super::Tokens;
use crate::problem::Refusal;
use crate::rule::Rule;
use crate::session::Session;

#[derive(Default)]
pub(crate) struct RefreshTokens(Tokens<Refresh>);

struct Refresh {
    session: Session,
    /// By the sandbox's clock.
    expires_at: Duration,
    is_used: bool,
}

impl RefreshTokens {
    pub(crate) fn issue(&self, session: Session, expires_at: Duration) -> String {
        self.0.issue(Refresh {
            session,
            expires_at,
            is_used: false,
        })
    }

    /// Uses up a token and returns the session that it prolongs.
    ///
    /// If a token was used before, two parties have it. One of them may be a thief, and
    /// nobody can tell which one, so its session ends (RFC 9700, section 4.14.2).
    pub(crate) fn redeem(&self, token: &str, now: Duration) -> Result<Session, Refusal> {
        let redeemed = self.0.with(token, |refresh| {
            if refresh.session.has_ended() {
                return Err(Refusal::new(
                    Rule::RefreshTokenRevoked,
                    "the session of the refresh token has ended, as by a logout; expected the \
                     user to log in again",
                ));
            }
            if refresh.is_used {
                refresh.session.end();
                return Err(Refusal::new(
                    Rule::RefreshTokenReused,
                    "the refresh token was used before, so its session was ended; expected the \
                     newest refresh token of a session, and now that the user logs in again",
                ));
            }
            if now >= refresh.expires_at {
                return Err(Refusal::new(
                    Rule::RefreshTokenExpired,
                    "the refresh token has expired; expected the user to log in again",
                ));
            }
            refresh.is_used = true;
            Ok(refresh.session.clone())
        });
        redeemed.unwrap_or_else(|| {
            Err(Refusal::new(
                Rule::RefreshTokenUnknown,
                "the refresh token was not issued by this sandbox; expected the newest one of a \
                 session",
            ))
        })
    }

    /// Whether the user has a token that can be redeemed.
    pub(crate) fn is_any_alive(&self, user: &str, now: Duration) -> bool {
        self.0.any(|refresh| {
            refresh.session.user() == user
                && !refresh.session.has_ended()
                && !refresh.is_used
                && now < refresh.expires_at
        })
    }
}
