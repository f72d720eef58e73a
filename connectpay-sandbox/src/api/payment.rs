//! The sandbox's own calls for payments, in the fields that ConnectPay documents.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::{Extension, Json};
use http::StatusCode;
use serde::Serialize;

use super::Api;
use super::json_body::JsonBody;
use super::order;
use super::sca::Challenge;
use crate::payment::{Order, Payment, Status};
use crate::problem::Refusal;
use crate::rule::Rule;
use crate::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Initiated {
    payment_order_no: String,
    #[serde(flatten)]
    challenge: Challenge,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Information {
    payment_order_no: String,
    #[serde(flatten)]
    order: Order,
    payment_status: Status,
}

#[derive(Serialize)]
pub(super) struct List {
    payments: Vec<Information>,
}

/// Initiates a payment, which waits for its challenge.
pub(super) async fn initiate(
    State(api): State<Arc<Api>>,
    Extension(session): Extension<Session>,
    body: JsonBody,
) -> Result<(StatusCode, Json<Initiated>), Refusal> {
    let user = session.user();
    let order = order::read(&body, &api.accounts.iban(user))?;
    let number = api.payments.initiate(user, order, api.authority.now())?;
    // This captures the clock and not the authority, which would own itself through its
    // challenge.
    let (payments, clock) = (api.payments.clone(), api.authority.clock().clone());
    let authorised = number.clone();
    let event = api.authority.start_challenge_then(user, move || {
        payments.authorise(&authorised, clock.now());
    });
    let initiated = Initiated {
        payment_order_no: number,
        challenge: Challenge::required(event),
    };
    Ok((StatusCode::CREATED, Json(initiated)))
}

/// Returns the state of a payment.
pub(super) async fn information(
    State(api): State<Arc<Api>>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
) -> Result<Json<Information>, Refusal> {
    let payment = api.payments.find(session.user(), &number).ok_or_else(|| {
        Refusal::new(
            Rule::UnknownPayment,
            "the user has no payment with this number; expected a `paymentOrderNo` of an answer to \
             this user",
        )
    })?;
    Ok(Json(informed(&api, payment)))
}

/// Lists the user's payments, or those with the query's reference. This is how a client
/// finds a payment whose number never arrived.
pub(super) async fn list(
    State(api): State<Arc<Api>>,
    Extension(session): Extension<Session>,
    RawQuery(query): RawQuery,
) -> Json<List> {
    let query = query.unwrap_or_default();
    let reference = form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "externalReference").then_some(value));
    let payments = api.payments.list(session.user(), reference.as_deref());
    Json(List {
        payments: payments
            .into_iter()
            .map(|payment| informed(&api, payment))
            .collect(),
    })
}

fn informed(api: &Api, payment: Payment) -> Information {
    Information {
        payment_status: payment.status(api.authority.now()),
        payment_order_no: payment.number,
        order: payment.order,
    }
}
