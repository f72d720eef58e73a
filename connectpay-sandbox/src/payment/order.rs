//! The content of a payment's initiation, in the fields that ConnectPay documents.

use serde::Serialize;

use crate::amount::Amount;

/// The fields that the payment's information repeats.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    pub(crate) payment_rail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) debtor_name: Option<String>,
    pub(crate) debtor_account: Iban,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ultimate_debtor: Option<Person>,
    pub(crate) creditor_name: String,
    pub(crate) creditor_account: Iban,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ultimate_creditor: Option<Name>,
    pub(crate) instructed_amount: InstructedAmount,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remittance_information_unstructured: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) external_reference: Option<String>,
}

impl Order {
    /// How many bytes it takes, about: its length as JSON.
    pub(crate) fn size(&self) -> usize {
        serde_json::to_string(self).map_or(usize::MAX, |json| json.len())
    }
}

#[derive(Clone, Serialize)]
pub(crate) struct Iban {
    pub(crate) iban: String,
}

#[derive(Clone, Serialize)]
pub(crate) struct Name {
    pub(crate) name: String,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Person {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_of_birth: Option<String>,
}

/// The amount as it was written, and its value.
#[derive(Clone, Serialize)]
pub(crate) struct InstructedAmount {
    pub(crate) amount: String,
    pub(crate) currency: &'static str,
    #[serde(skip)]
    pub(crate) value: Amount,
}
