//! The sandbox's own form of tokens, and the calls that issue them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use connectpay::tokens::IssuedTokens;
use serde::Serialize;

use super::Api;
use super::json_body::JsonBody;
use crate::authority::REFRESH_TOKEN_LIFETIME;
use crate::problem::Refusal;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Issued {
    access_token: String,
    /// In seconds.
    expires_in: u64,
    refresh_token: String,
    /// In seconds.
    refresh_token_expires_in: u64,
}

impl From<&IssuedTokens> for Issued {
    fn from(tokens: &IssuedTokens) -> Self {
        let access_token = tokens.access_token();
        Self {
            access_token: access_token.expose_secret().to_owned(),
            expires_in: access_token.lifetime().as_secs(),
            refresh_token: tokens.expose_refresh_token().unwrap_or_default().to_owned(),
            refresh_token_expires_in: REFRESH_TOKEN_LIFETIME.as_secs(),
        }
    }
}

/// Exchanges a session's newest refresh token for the next tokens.
pub(super) async fn refresh(
    State(api): State<Arc<Api>>,
    body: JsonBody,
) -> Result<Json<Issued>, Refusal> {
    let tokens = api.authority.refresh_tokens(body.text("refreshToken")?)?;
    Ok(Json(Issued::from(&tokens)))
}

/// Issues the tokens of a new session for any name, like a login without its factors.
pub(super) async fn issue(
    State(api): State<Arc<Api>>,
    body: JsonBody,
) -> Result<Json<Issued>, Refusal> {
    let tokens = api.authority.issue_tokens(body.text("user")?);
    Ok(Json(Issued::from(&tokens)))
}
