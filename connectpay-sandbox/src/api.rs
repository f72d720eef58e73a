//! The endpoints.

mod account;
mod clock;
mod fault;
mod issued;
mod json_body;
mod login;
mod order;
mod payment;
mod sca;
mod session;
mod top_up;
mod user;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::account::Accounts;
use crate::authority::Authority;
use crate::fault::{self as faults, Faults};
use crate::payment::Payments;
use crate::problem::Refusal;
use crate::rule::Rule;
use crate::users::Users;

/// What the endpoints act on.
pub(crate) struct Api {
    authority: Authority,
    users: Users,
    accounts: Accounts,
    payments: Payments,
    faults: Faults,
}

impl Api {
    pub(crate) fn new(authority: Authority, faults: Faults) -> Arc<Self> {
        Arc::new(Self {
            authority,
            users: Users::default(),
            accounts: Accounts::default(),
            payments: Payments::default(),
            faults,
        })
    }

    pub(crate) fn users(&self) -> &Users {
        &self.users
    }
}

/// The sandbox's endpoints, with those of the user in front of them.
pub(crate) fn router(api: Arc<Api>, own: Option<Router>) -> Router {
    let endpoints = documented()
        .merge(sandbox())
        .with_state(api)
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(unknown_path);
    match own {
        // This is a fallback and not a merge, which would panic if both had the same
        // path.
        Some(own) => own
            .method_not_allowed_fallback(method_not_allowed)
            .fallback_service(endpoints),
        None => endpoints,
    }
}

/// The paths that ConnectPay's public pages show.
#[rustfmt::skip] // A table is read by its lines.
fn documented() -> Router<Arc<Api>> {
    Router::new()
        .route("/baas-sca/user-management/partner/users", post(user::create))
        .route("/baas-sca/user-management/client/users/logout", post(session::logout))
        .route("/baas-sca/user-management/client/sca/authorise/{authorisationEventId}", post(sca::authorise))
        .route("/baas-sca/merchant/partner/topup/pis", post(top_up::initiate))
}

/// Calls that ConnectPay documents only by name, under a first segment that nobody
/// mistakes for ConnectPay's.
#[rustfmt::skip] // A table is read by its lines.
fn sandbox() -> Router<Arc<Api>> {
    Router::new()
        .route("/sandbox/partner/users/{eventId}/validate", post(user::validate))
        .route("/sandbox/partner/login", post(login::login))
        .route("/sandbox/partner/sca/authorise/{authorisationEventId}", post(sca::authorise))
        .route("/sandbox/partner/sca/verify", post(login::verify))
        .route("/sandbox/partner/tokens", post(issued::issue))
        .route("/sandbox/partner/tokens/refresh", post(issued::refresh))
        .route(faults::PATH, post(fault::next))
        .route("/sandbox/partner/clock", post(clock::advance))
        .route("/sandbox/client/sca/verify", post(sca::verify))
        .route("/sandbox/client/payments", post(payment::initiate).get(payment::list))
        .route("/sandbox/client/payments/{paymentOrderNo}", get(payment::information))
        .route("/sandbox/client/accounts", get(account::list))
        .route("/sandbox/client/accounts/{accountId}/entries", get(account::entries))
        .route("/sandbox/client/accounts/{accountId}/entries/{transactionId}", get(account::entry))
}

async fn method_not_allowed() -> Refusal {
    Refusal::new(
        Rule::MethodNotAllowed,
        "the path has no endpoint with this method; expected one that `Allow` names",
    )
}

async fn unknown_path() -> Refusal {
    Refusal::new(
        Rule::UnknownPath,
        "the request is authenticated, but no endpoint has this path; expected one that the \
         sandbox serves, or one added with `SandboxBuilder::router`",
    )
}
