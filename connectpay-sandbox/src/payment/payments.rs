//! All payments, and what they leave in an account.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::course::Course;
use super::{Order, Payment, Status};
use crate::account::OPENING_BALANCE;
use crate::amount::Amount;
use crate::capacity::Capacity;
use crate::problem::Refusal;
use crate::random;

/// Clones are the same payments.
#[derive(Clone, Default)]
pub(crate) struct Payments(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// In the order in which they were initiated.
    payments: Vec<Payment>,
    by_number: HashMap<String, usize>,
    capacity: Capacity,
}

impl Payments {
    /// Returns the payment's number, in the form of ConnectPay's example.
    pub(crate) fn initiate(
        &self,
        user: &str,
        order: Order,
        now: Duration,
    ) -> Result<String, Refusal> {
        let number = format!("s-{}", random::digits::<20>());
        let mut state = self.lock();
        state.capacity.take(user.len() + order.size())?;
        let index = state.payments.len();
        state.by_number.insert(number.clone(), index);
        state.payments.push(Payment {
            number: number.clone(),
            user: user.to_owned(),
            order,
            initiated_at: now,
            authorised: None,
        });
        Ok(number)
    }

    /// Starts a payment whose challenge was finalised.
    pub(crate) fn authorise(&self, number: &str, now: Duration) {
        let mut state = self.lock();
        let Some(&index) = state.by_number.get(number) else {
            return;
        };
        let order = &state.payments[index].order;
        let amount = &order.instructed_amount;
        let available = state.available(&order.debtor_account.iban, amount.currency, now);
        let course = Course::of(amount.value, available);
        state.payments[index].authorised = Some((now, course));
    }

    pub(crate) fn find(&self, user: &str, number: &str) -> Option<Payment> {
        let state = self.lock();
        let payment = &state.payments[*state.by_number.get(number)?];
        (payment.user == user).then(|| payment.clone())
    }

    /// The user's payments, or only those with this reference.
    pub(crate) fn list(&self, user: &str, external_reference: Option<&str>) -> Vec<Payment> {
        let is_meant = |payment: &&Payment| {
            payment.user == user
                && (external_reference.is_none()
                    || external_reference == payment.order.external_reference.as_deref())
        };
        let state = self.lock();
        state.payments.iter().filter(is_meant).cloned().collect()
    }

    /// The payments that were started and that leave or reach the account.
    pub(crate) fn of_account(&self, iban: &str) -> Vec<Payment> {
        let is_meant = |payment: &&Payment| {
            let order = &payment.order;
            payment.authorised.is_some()
                && (order.debtor_account.iban == iban || order.creditor_account.iban == iban)
        };
        let state = self.lock();
        state.payments.iter().filter(is_meant).cloned().collect()
    }

    /// What is booked in the account.
    pub(crate) fn balance(&self, iban: &str, currency: &str, now: Duration) -> Amount {
        let state = self.lock();
        state.sum(iban, currency, |payment| {
            payment.status(now) == Status::Acsc
        }) + state.received(iban, currency, now)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What can be spent, which is less than what is booked while a payment is
    /// under way.
    fn available(&self, iban: &str, currency: &str, now: Duration) -> Amount {
        self.sum(iban, currency, Payment::is_spent) + self.received(iban, currency, now)
    }

    /// What the account began with, without the payments that count as spent.
    fn sum(&self, iban: &str, currency: &str, is_spent: impl Fn(&Payment) -> bool) -> Amount {
        let spent = self.payments.iter().filter(|payment| {
            let order = &payment.order;
            order.debtor_account.iban == iban
                && order.instructed_amount.currency == currency
                && is_spent(payment)
        });
        spent
            .map(|payment| payment.order.instructed_amount.value)
            .fold(OPENING_BALANCE, |left, spent| left - spent)
    }

    fn received(&self, iban: &str, currency: &str, now: Duration) -> Amount {
        let received = self.payments.iter().filter(|payment| {
            let order = &payment.order;
            order.creditor_account.iban == iban
                && order.instructed_amount.currency == currency
                && payment.status(now) == Status::Acsc
        });
        received
            .map(|payment| payment.order.instructed_amount.value)
            .fold(Amount::default(), |sum, received| sum + received)
    }
}
