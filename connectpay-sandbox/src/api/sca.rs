//! `/baas-sca/user-management/client/sca/authorise/{authorisationEventId}`.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;

use super::Api;
use crate::problem::Refusal;
use crate::rule::Rule;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Challenge {
    authorisation_event_id: String,
    challenge_status: &'static str,
}

/// Acts as if the one-time password of the event had been sent.
pub(super) async fn authorise(
    State(api): State<Arc<Api>>,
    Path(event): Path<String>,
) -> Result<Json<Challenge>, Refusal> {
    let events = api.events.lock().unwrap_or_else(PoisonError::into_inner);
    if !events.contains(&event) {
        return Err(Refusal::new(
            Rule::UnknownEvent,
            "the sandbox did not start this event; expected the `eventId` of a created user, or \
             one from `Sandbox::start_authorisation_event`",
        ));
    }
    Ok(Json(Challenge {
        authorisation_event_id: event,
        // The only value of it that ConnectPay's public pages show.
        challenge_status: "Required",
    }))
}
