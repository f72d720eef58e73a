//! The work for every peer: the same two requests and the same answer.

use serde::{Deserialize, Serialize};

/// An error of any kind.
pub(crate) type Error = Box<dyn std::error::Error + Send + Sync>;
pub(crate) type Result<T> = std::result::Result<T, Error>;

pub(crate) const API_KEY_HEADER: &str = "x-connectpay-api-key";
/// `base64("ConnectPay:EasyBanking")`.
pub(crate) const API_KEY: &str = "Q29ubmVjdFBheTpFYXN5QmFua2luZw==";

/// Both paths are made up.
pub(crate) const POST_TARGET: &str = "/example/partner/payments";
/// The beginning of every peer's GET, whatever it makes of the arguments.
pub(crate) const GET_START: &str = "/example/partner/accounts/LT12";
/// The GET if no argument is changed or lost.
pub(crate) const GET_TARGET: &str =
    "/example/partner/accounts/LT12%2F3%20%C3%A9/transactions/7f3c9a52?from=2026-01-01&limit=50";

/// A slash, a space and an accent: what a path argument must survive.
pub(crate) const ACCOUNT: &str = "LT12/3 é";
pub(crate) const TRANSACTION: &str = "7f3c9a52";
pub(crate) const FROM: Option<&str> = Some("2026-01-01");
pub(crate) const TO: Option<&str> = None;
pub(crate) const LIMIT: Option<u32> = Some(50);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Payment {
    pub(crate) id: u64,
    pub(crate) amount: String,
    pub(crate) currency: String,
    pub(crate) creditor: String,
    pub(crate) debtor: String,
    pub(crate) reference: Option<String>,
    pub(crate) urgent: bool,
    pub(crate) splits: Vec<u32>,
}

impl Payment {
    pub(crate) fn example() -> Self {
        Self {
            id: 20_261_125,
            amount: "129.90".to_owned(),
            currency: "EUR".to_owned(),
            creditor: "LT121000011101001000".to_owned(),
            debtor: "LT601010012345678901".to_owned(),
            reference: Some("Invoice 2026/11".to_owned()),
            urgent: false,
            splits: vec![40, 40, 20],
        }
    }
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Answer {
    pub(crate) id: u64,
    pub(crate) status: String,
    pub(crate) amount: String,
    pub(crate) currency: String,
    pub(crate) created: String,
    pub(crate) note: Option<String>,
    pub(crate) settled: bool,
    pub(crate) steps: Vec<u32>,
}

pub(crate) const ANSWER: &str = r#"{"id":20261125,"status":"ACCEPTED","amount":"129.90","currency":"EUR","created":"2026-11-25T08:00:00Z","note":null,"settled":false,"steps":[1,2,3]}"#;
