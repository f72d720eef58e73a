//! Faults on demand for clients that cannot call [`Sandbox::next`](crate::Sandbox::next).

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use http::{Method, StatusCode};

use super::Api;
use super::json_body::{JsonBody, invalid};
use crate::fault::Fault;
use crate::problem::Refusal;

/// Makes something go wrong with the next request that the fault is for.
pub(super) async fn next(
    State(api): State<Arc<Api>>,
    body: JsonBody,
) -> Result<StatusCode, Refusal> {
    let mut fault = match body.text("fault")? {
        "dropped-connection" => Fault::dropped_connection(),
        "hang" => Fault::hang(),
        "status" => Fault::status(status(&body)?),
        _ => {
            return Err(invalid(
                "`fault` is not usable; expected `dropped-connection`, `hang` or `status`",
            ));
        }
    };
    if let Some(seconds) = body.optional_number("retryAfter")? {
        fault = fault.retry_after(Duration::from_secs(seconds));
    }
    if let Some(method) = body.optional_text("method")? {
        let method = Method::from_bytes(method.as_bytes());
        fault = fault.method(method.map_err(|_| {
            invalid("`method` is not usable; expected the name of one, such as `POST`")
        })?);
    }
    if let Some(path) = body.optional_text("path")? {
        if !path.starts_with('/') {
            return Err(invalid(
                "`path` is not usable; expected the whole path of an endpoint, which begins with \
                 `/`",
            ));
        }
        fault = fault.on(path);
    }
    if body.flag("afterProcessing")? {
        fault = fault.after_processing();
    }
    api.faults.push(fault);
    Ok(StatusCode::NO_CONTENT)
}

fn status(body: &JsonBody) -> Result<StatusCode, Refusal> {
    let number = body.optional_number("status")?;
    number
        .and_then(|number| u16::try_from(number).ok())
        .filter(|number| (200..600).contains(number))
        .and_then(|number| StatusCode::from_u16(number).ok())
        .ok_or_else(|| {
            invalid("`status` is missing or not usable; expected a number from 200 to 599")
        })
}
