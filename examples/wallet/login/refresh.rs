//! The next tokens of a login.

use std::net::IpAddr;

use connectpay::tokens::{IssuedTokens, SessionExpired, TokenRefresh};
use connectpay::{BoxError, Client, Outcome};

use crate::api::{Payments as _, Spent, UserManagement as _};

/// Gets the next tokens in exchange for a refresh token.
pub struct Refresh {
    pub client: Client,
    pub address: IpAddr,
}

impl TokenRefresh for Refresh {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let refresh_token = refresh_token.ok_or(SessionExpired)?;
        match self.client.refresh(&Spent { refresh_token }).await {
            Ok(tokens) => Ok(tokens.issued()?),
            // A refused refresh token cannot be used again.
            Err(error) if error.outcome() == Outcome::Rejected && !error.is_transient() => {
                Err(SessionExpired.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Ends a session whose newest tokens came after its logout.
    async fn revoke(&self, tokens: IssuedTokens) -> Result<(), BoxError> {
        let token = tokens.access_token().clone();
        let session = self.client.session(token, self.address)?;
        Ok(session.log_out().await?)
    }
}
