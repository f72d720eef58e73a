//! Challenges: how their one-time passwords are sent and verified.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::{Extension, Json};
use serde::Serialize;

use super::Api;
use super::issued::Issued;
use super::json_body::JsonBody;
use crate::principal::Principal;
use crate::problem::Refusal;

/// The answer of an action that needs a second factor.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Challenge {
    authorisation_event_id: String,
    challenge_status: &'static str,
}

impl Challenge {
    /// "Required" is the only value that ConnectPay's public pages show.
    pub(super) fn required(authorisation_event_id: String) -> Self {
        Self {
            authorisation_event_id,
            challenge_status: "Required",
        }
    }
}

/// The answer to the right one-time password.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finalised {
    sca_status: &'static str,
    #[serde(flatten)]
    tokens: Option<Issued>,
}

impl Finalised {
    pub(super) fn with(tokens: impl Into<Option<Issued>>) -> Self {
        Self {
            sca_status: "finalised",
            tokens: tokens.into(),
        }
    }
}

/// Sends the one-time password of the event.
pub(super) async fn authorise(
    State(api): State<Arc<Api>>,
    Extension(principal): Extension<Principal>,
    Path(event): Path<String>,
) -> Result<Json<Challenge>, Refusal> {
    api.authority.send_code(&principal, &event)?;
    Ok(Json(Challenge::required(event)))
}

/// Verifies the one-time password of a user who is logged in.
pub(super) async fn verify(
    State(api): State<Arc<Api>>,
    Extension(principal): Extension<Principal>,
    body: JsonBody,
) -> Result<Json<Finalised>, Refusal> {
    let (event, otp) = (body.text("authorisationEventId")?, body.text("otp")?);
    api.authority.verify_code(&principal, event, otp)?;
    Ok(Json(Finalised::with(None)))
}
