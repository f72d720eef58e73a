//! What a payment leaves in an account.

use std::time::Duration;

use serde::Serialize;

use crate::payment::{Payment, Status};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    transaction_id: String,
    payment_order_no: String,
    booking_status: &'static str,
    credit_debit_indicator: &'static str,
    amount: String,
    currency: &'static str,
    counterparty_iban: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remittance_information_unstructured: Option<String>,
}

impl Entry {
    pub(crate) fn transaction_id(&self) -> &str {
        &self.transaction_id
    }

    /// The entries of these payments in the account.
    pub(crate) fn all(payments: &[Payment], iban: &str, now: Duration) -> Vec<Self> {
        let entries = payments.iter().flat_map(|payment| {
            let order = &payment.order;
            let is_debit = order.debtor_account.iban == iban;
            let is_credit = order.creditor_account.iban == iban;
            let debit = is_debit.then(|| Self::debit(payment, now)).flatten();
            let credit = is_credit.then(|| Self::credit(payment, now)).flatten();
            debit.into_iter().chain(credit)
        });
        entries.collect()
    }

    /// A payment under way is pending, and a rejected payment leaves nothing.
    fn debit(payment: &Payment, now: Duration) -> Option<Self> {
        let booking_status = match payment.status(now) {
            Status::Pdng => "pending",
            Status::Acsc => "booked",
            Status::Rcvd | Status::Rjct => return None,
        };
        let counterparty = &payment.order.creditor_account.iban;
        Some(Self::new(payment, booking_status, "DBIT", counterparty))
    }

    /// Money that arrives is not pending before it is booked.
    fn credit(payment: &Payment, now: Duration) -> Option<Self> {
        let counterparty = &payment.order.debtor_account.iban;
        (payment.status(now) == Status::Acsc)
            .then(|| Self::new(payment, "booked", "CRDT", counterparty))
    }

    fn new(
        payment: &Payment,
        booking_status: &'static str,
        credit_debit_indicator: &'static str,
        counterparty_iban: &str,
    ) -> Self {
        let order = &payment.order;
        Self {
            transaction_id: format!("{}-{credit_debit_indicator}", payment.number),
            payment_order_no: payment.number.clone(),
            booking_status,
            credit_debit_indicator,
            amount: order.instructed_amount.value.to_string(),
            currency: order.instructed_amount.currency,
            counterparty_iban: counterparty_iban.to_owned(),
            remittance_information_unstructured: order.remittance_information_unstructured.clone(),
        }
    }
}
