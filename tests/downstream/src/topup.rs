//! Topping up a user's account.

use payments_runtime::Call;
use serde::{Deserialize, Serialize};

/// What a top-up needs. The page names this field; the other fields are in ConnectPay's
/// reference.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopUp {
    /// Where the user's bank sends the user back to.
    pub redirect_url: String,
}

/// A top-up that waits for the user.
#[derive(Clone, Debug, Deserialize)]
pub struct InitiatedTopUp {
    /// Whom it was made for. The page shows none of its fields.
    pub merchant: Merchant,
    /// The payment that tops up.
    pub payment: Payment,
}

/// The `merchant` of an answer.
#[derive(Clone, Copy, Debug, Deserialize)]
#[non_exhaustive]
pub struct Merchant {}

/// The `payment` of an answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// Its identifier.
    pub payment_id: String,
    /// Where the user confirms it.
    pub redirect_url: String,
}

/// Top-ups. That the partner's key authenticates them is inferred from the path.
#[payments_runtime::api(base = "/baas-sca/merchant")]
pub trait Topup {
    /// Initiates a top-up by payment initiation.
    #[payments_runtime::endpoint(path = "/partner/topup/pis", auth = partner)]
    fn initiate_by_pis(&self, #[body] top_up: &TopUp) -> Call<InitiatedTopUp>;
}
