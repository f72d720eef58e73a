//! What is called: made-up paths, which the application in `go/` answers.

use connectpay::Result;
use serde::{Deserialize, Serialize};

/// What is sent. The reference is the path's again, so that two requests that
/// were mixed up show.
#[derive(Serialize)]
pub(crate) struct NewPayment {
    pub(crate) reference: String,
    pub(crate) remittance: String,
}

/// What is answered.
#[derive(Deserialize)]
pub(crate) struct Payment {
    pub(crate) reference: String,
}

#[connectpay::api(base = "/example/partner", auth = partner)]
pub(crate) trait Payments {
    /// Makes a payment: not idempotent, so it must arrive once or not at all.
    #[connectpay::endpoint(method = POST, path = "/payments/{reference}")]
    async fn pay(&self, reference: &str, #[body] payment: &NewPayment) -> Result<Payment>;

    /// Reads one, as often as it takes.
    #[connectpay::endpoint(path = "/payments/{reference}")]
    async fn payment(&self, reference: &str) -> Result<Payment>;
}
