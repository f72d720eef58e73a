//! The endpoints, whose paths are made up and which the application in `go/` answers.

use connectpay::Result;
use serde::{Deserialize, Serialize};

/// What is sent. It repeats the reference of the path, so that mixed-up requests show.
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
    /// Makes a payment. It is not idempotent, so it must arrive once or not at all.
    #[connectpay::endpoint(method = POST, path = "/payments/{reference}")]
    async fn pay(&self, reference: &str, #[body] payment: &NewPayment) -> Result<Payment>;

    /// Reads a payment, as often as necessary.
    #[connectpay::endpoint(path = "/payments/{reference}")]
    async fn payment(&self, reference: &str) -> Result<Payment>;
}
