//! What the user wants paid.

use std::fmt;

use connectpay::sca::Sca;
use connectpay::{Result, Session};
use html_escape::encode_safe;
use serde::Deserialize;

use crate::api::{Account, Amount, Initiated, NewPayment, Payments as _};
use crate::reference::Reference;

/// The fields of the form. The bank checks them.
#[derive(Clone, Deserialize)]
pub struct Order {
    pub reference: Reference,
    name: String,
    iban: String,
    amount: String,
}

impl Order {
    pub async fn initiate(&self, session: &Session) -> Result<Sca<Initiated>> {
        let payment = NewPayment {
            payment_rail: "SEPA_SCT_INST",
            creditor_name: &self.name,
            creditor_account: Account { iban: &self.iban },
            instructed_amount: Amount {
                amount: &self.amount,
                currency: "EUR",
            },
            external_reference: &self.reference.to_string(),
        };
        session.initiate(&payment).await
    }
}

/// As HTML. Whoever authorises a payment has to see its amount and its payee (RTS
/// 2018/389, Article 5(1)(a)).
impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [amount, name, iban] = [&self.amount, &self.name, &self.iban].map(encode_safe);
        write!(f, "{amount} euro to {name}, {iban}")
    }
}
