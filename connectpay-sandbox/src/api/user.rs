//! `/baas-sca/user-management/partner/users`.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Serialize;

use super::Api;
use super::json_body::JsonBody;
use crate::problem::Refusal;
use crate::random;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreatedUser {
    user_id: String,
    event_id: String,
    email_validation_url: String,
}

/// Creates a user. For an email that is already there it starts a new
/// validation: "if it expires, call Create user again".
pub(super) async fn create(
    State(api): State<Arc<Api>>,
    body: JsonBody,
) -> Result<(StatusCode, Json<CreatedUser>), Refusal> {
    let email = body.email("email")?;
    // Opaque: the user's browser encrypted it for ConnectPay. Nothing here needs it.
    body.text("password")?;
    body.text("mobilePhoneNumber")?;
    body.url("redirectUrl")?;

    let user_id = {
        let mut users = api.users.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = users.entry(email.to_owned());
        entry.or_insert_with(random::text::<16>).clone()
    };
    let event_id = api.start_event();
    let user = CreatedUser {
        user_id,
        email_validation_url: format!("https://sandbox.invalid/email-validation/{event_id}"),
        event_id,
    };
    Ok((StatusCode::CREATED, Json(user)))
}
