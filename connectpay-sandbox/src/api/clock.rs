//! The sandbox's clock for clients that cannot call [`Sandbox::advance`](crate::Sandbox::advance).

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use http::StatusCode;

use super::Api;
use super::json_body::{JsonBody, invalid};
use crate::problem::Refusal;

/// Moves the clock forward, so that codes and tokens expire and payments go on.
pub(super) async fn advance(
    State(api): State<Arc<Api>>,
    body: JsonBody,
) -> Result<StatusCode, Refusal> {
    let seconds = body.optional_number("advance")?;
    let seconds = seconds.ok_or_else(|| {
        invalid("`advance` is missing; expected the number of seconds to move the clock forward")
    })?;
    api.authority.advance(Duration::from_secs(seconds));
    Ok(StatusCode::NO_CONTENT)
}
