//! `/baas-sca/user-management/client/users/logout`.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use http::StatusCode;

use super::Api;
use crate::token::TokenId;

/// Ends the token that the request was authenticated with.
pub(super) async fn logout(
    State(api): State<Arc<Api>>,
    Extension(token): Extension<TokenId>,
) -> StatusCode {
    api.authority.revoke_id(&token);
    StatusCode::NO_CONTENT
}
