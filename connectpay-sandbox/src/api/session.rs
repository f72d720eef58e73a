//! `/baas-sca/user-management/client/users/logout`.

use axum::Extension;
use http::StatusCode;

use crate::session::Session;

/// Ends the session of the request, with all of its tokens.
pub(super) async fn logout(Extension(session): Extension<Session>) -> StatusCode {
    session.end();
    StatusCode::NO_CONTENT
}
