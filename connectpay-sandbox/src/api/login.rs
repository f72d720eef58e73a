//! The sandbox's own login: email and password, then a one-time password.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};

use super::Api;
use super::issued::Issued;
use super::json_body::JsonBody;
use super::sca::{Challenge, Finalised};
use crate::principal::Principal;
use crate::problem::Refusal;

/// Checks the first factor. It sends no code; another call does that.
pub(super) async fn login(
    State(api): State<Arc<Api>>,
    body: JsonBody,
) -> Result<Json<Challenge>, Refusal> {
    let (email, password) = (body.email("email")?, body.text("password")?);
    api.users.check(email, password)?;
    Ok(Json(Challenge::required(api.authority.start_login(email))))
}

/// Checks the second factor and issues the tokens.
pub(super) async fn verify(
    State(api): State<Arc<Api>>,
    Extension(principal): Extension<Principal>,
    body: JsonBody,
) -> Result<Json<Finalised>, Refusal> {
    let (event, otp) = (body.text("authorisationEventId")?, body.text("otp")?);
    let user = api.authority.verify_code(&principal, event, otp)?;
    let tokens = Issued::from(&api.authority.issue_tokens(&user));
    Ok(Json(Finalised::with(tokens)))
}
