//! Creates users and validates their email.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Serialize;

use super::Api;
use super::json_body::JsonBody;
use crate::problem::Refusal;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreatedUser {
    user_id: String,
    event_id: String,
    email_validation_url: String,
}

/// Creates a user. For an email that already exists it starts a new validation: "if it
/// expires, call Create user again".
pub(super) async fn create(
    State(api): State<Arc<Api>>,
    body: JsonBody,
) -> Result<(StatusCode, Json<CreatedUser>), Refusal> {
    let email = body.email("email")?;
    let password = body.text("password")?;
    // The sandbox sends no SMS.
    body.text("mobilePhoneNumber")?;
    body.url("redirectUrl")?;

    let event_id = api.authority.start_challenge(email);
    let now = api.authority.now();
    let user = CreatedUser {
        user_id: api.users.create(email, password, &event_id, now)?,
        email_validation_url: format!("https://sandbox.invalid/email-validation/{event_id}"),
        event_id,
    };
    Ok((StatusCode::CREATED, Json(user)))
}

/// Plays the user who follows the link in the email.
pub(super) async fn validate(
    State(api): State<Arc<Api>>,
    Path(event): Path<String>,
) -> Result<StatusCode, Refusal> {
    api.users.follow_link(&event, api.authority.now())?;
    Ok(StatusCode::NO_CONTENT)
}
