//! The rules for a whole request, in the order in which they are checked.

use http::HeaderMap;

use super::Authority;
use crate::access;
use crate::header::Presented;
use crate::principal::Principal;
use crate::problem::Refusal;
use crate::rule::Rule;
use crate::scheme::Scheme;
use crate::session::Session;
use crate::{api_key, bearer, psu_ip};

impl Authority {
    /// Finds out who sends a request with this path and these headers, or which rule it
    /// breaks.
    pub(crate) fn authenticate(
        &self,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<(Principal, Option<Session>), Refusal> {
        let scheme = access::scheme(path, &self.decided_paths)?;
        let presented = Presented::read(headers)?;
        match scheme {
            Scheme::Partner => self.partner(&presented).map(|principal| (principal, None)),
            Scheme::User => self
                .user(&presented)
                .map(|(principal, session)| (principal, Some(session))),
        }
    }

    fn partner(&self, presented: &Presented<'_>) -> Result<Principal, Refusal> {
        if presented.authorization.is_some_and(bearer::is_bearer) {
            return Err(Refusal::new(
                Rule::UserTokenOnPartnerPath,
                "a `partner` path was sent a bearer token, which is a user's and must not be \
                 there; expected `x-connectpay-api-key` alone",
            ));
        }
        let key = presented.api_key.ok_or_else(|| {
            Refusal::new(
                Rule::ApiKeyMissing,
                "a `partner` path needs `x-connectpay-api-key`; expected \
                 `base64(ClientKey:ClientSecret)` in it (`Authorization` is not read here)",
            )
        })?;
        api_key::check(key, &self.client_key, &self.client_secret)?;
        Ok(Principal::Partner)
    }

    fn user(&self, presented: &Presented<'_>) -> Result<(Principal, Session), Refusal> {
        let Some(authorization) = presented.authorization else {
            return Err(if presented.api_key.is_some() {
                Refusal::new(
                    Rule::ApiKeyOnUserPath,
                    "a `client` path was sent the API key in place of a user's access token; \
                     expected `Authorization: Bearer <token>`",
                )
            } else {
                Refusal::new(
                    Rule::TokenMissing,
                    "a `client` path needs a user's access token; expected \
                     `Authorization: Bearer <token>`",
                )
            });
        };
        let session = self
            .access_tokens
            .check(bearer::token(authorization)?, self.clock.now())?;
        let psu_ip = psu_ip::parse(presented.psu_ip_address)?;
        if let Some(key) = presented.api_key {
            api_key::check(key, &self.client_key, &self.client_secret)?;
        }
        let user = session.user().to_owned();
        Ok((Principal::User { user, psu_ip }, session))
    }
}
