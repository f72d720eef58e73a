//! `/baas-sca/merchant/partner/topup/pis`.

use axum::Json;
use http::StatusCode;
use serde::Serialize;

use super::json_body::JsonBody;
use crate::problem::Refusal;
use crate::random;

#[derive(Serialize)]
pub(super) struct InitiatedTopUp {
    merchant: Merchant,
    payment: Payment,
}

#[derive(Serialize)]
struct Merchant {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payment {
    payment_id: String,
    redirect_url: String,
}

/// Initiates a top-up from the user's bank.
pub(super) async fn initiate(
    body: JsonBody,
) -> Result<(StatusCode, Json<InitiatedTopUp>), Refusal> {
    body.url("redirectUrl")?;
    let payment_id = random::text::<16>();
    let payment = Payment {
        redirect_url: format!("https://sandbox.invalid/top-up/{payment_id}"),
        payment_id,
    };
    let top_up = InitiatedTopUp {
        merchant: Merchant {},
        payment,
    };
    Ok((StatusCode::CREATED, Json(top_up)))
}
