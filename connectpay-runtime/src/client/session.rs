//! The user's side of a client: calls with an access token and the user's IP address.

use std::fmt;
use std::net::IpAddr;

use crate::auth::{ApiKey, PsuIpAddress, User, UserCredentials};
use crate::caller::{Caller, Channel};
use crate::error::Result;
use crate::exchange::Upstream;
use crate::opaque::OpaqueArc;
use crate::token::TokenCache;

/// Calls endpoints declared `auth = user` for one user.
/// [`Client::session`](crate::Client::session) makes it.
///
/// Clones share the user's access token. No user is global or "current": whoever holds
/// the session acts as its user.
#[derive(Clone)]
pub struct Session {
    upstream: OpaqueArc<Upstream>,
    user: UserCredentials,
    psu_ip_policy: PsuIpPolicy,
}

/// Which addresses a user may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PsuIpPolicy {
    /// Private and special-purpose ranges are refused.
    pub(crate) public_only: bool,
}

impl Session {
    pub(crate) fn new(
        upstream: OpaqueArc<Upstream>,
        tokens: TokenCache,
        psu_ip: IpAddr,
        psu_ip_policy: PsuIpPolicy,
        api_key: Option<ApiKey>,
    ) -> Result<Self> {
        Ok(Self {
            upstream,
            user: UserCredentials {
                tokens: OpaqueArc::new(tokens),
                psu_ip: PsuIpAddress::new(psu_ip, psu_ip_policy.public_only)?,
                api_key,
            },
            psu_ip_policy,
        })
    }

    /// Returns the same session with another address, for a user whose device changes
    /// networks. Both share one access token.
    ///
    /// # Errors
    ///
    /// Fails for the addresses that [`Client::session`](crate::Client::session)
    /// refuses.
    ///
    /// ```
    /// # use std::net::IpAddr;
    /// # fn moved(session: &connectpay::Session, seen_now: IpAddr) -> connectpay::Result<()> {
    /// let session = session.with_psu_ip(seen_now)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_psu_ip(&self, psu_ip: impl Into<IpAddr>) -> Result<Self> {
        let mut session = self.clone();
        session.user.psu_ip = PsuIpAddress::new(psu_ip.into(), self.psu_ip_policy.public_only)?;
        Ok(session)
    }
}

impl Caller<User> for Session {
    fn channel(&self) -> Channel<User> {
        Channel::user(self.upstream.clone(), self.user.clone())
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("environment", &self.upstream.environment)
            .finish_non_exhaustive()
    }
}
