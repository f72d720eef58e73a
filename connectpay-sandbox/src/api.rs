//! The documented endpoints, and the little state behind them.

mod json_body;
mod sca;
mod session;
mod top_up;
mod user;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::routing::post;

use crate::authority::Authority;
use crate::problem::Refusal;
use crate::random;
use crate::rule::Rule;

/// What the endpoints remember.
pub(crate) struct Api {
    authority: Authority,
    /// User identifiers, by email.
    users: Mutex<HashMap<String, String>>,
    /// The authorisation events that were started.
    events: Mutex<HashSet<String>>,
}

impl Api {
    pub(crate) fn new(authority: Authority) -> Arc<Self> {
        Arc::new(Self {
            authority,
            users: Mutex::default(),
            events: Mutex::default(),
        })
    }

    pub(crate) fn start_event(&self) -> String {
        let event = random::text::<16>();
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.insert(event.clone());
        event
    }
}

/// The sandbox's endpoints, with those of the user in front of them.
pub(crate) fn router(api: Arc<Api>, own: Option<Router>) -> Router {
    let documented = Router::new()
        .route(
            "/baas-sca/user-management/partner/users",
            post(user::create),
        )
        .route(
            "/baas-sca/user-management/client/users/logout",
            post(session::logout),
        )
        .route(
            "/baas-sca/user-management/client/sca/authorise/{authorisationEventId}",
            post(sca::authorise),
        )
        .route(
            "/baas-sca/merchant/partner/topup/pis",
            post(top_up::initiate),
        )
        .with_state(api)
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(unknown_path);
    match own {
        // A fallback and not a merge: the same path in both would panic there.
        Some(own) => own
            .method_not_allowed_fallback(method_not_allowed)
            .fallback_service(documented),
        None => documented,
    }
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
