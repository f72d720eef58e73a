//! The account that every user has.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::amount::Amount;

/// What each account holds of each currency in the beginning: 10,000.00.
pub(crate) const OPENING_BALANCE: Amount = Amount::hundredths(1_000_000);

/// The currencies that ConnectPay documents for payments.
pub(crate) const CURRENCIES: [&str; 16] = [
    "EUR", "USD", "CAD", "JPY", "PLN", "GBP", "CZK", "CHF", "AUD", "SEK", "DKK", "NOK", "HUF",
    "RON", "SGD", "HKD",
];

/// The IBAN of each user, opened when it is first asked for.
#[derive(Default)]
pub(crate) struct Accounts(Mutex<HashMap<String, String>>);

impl Accounts {
    pub(crate) fn iban(&self, user: &str) -> String {
        let mut ibans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(iban) = ibans.get(user) {
            return iban.clone();
        }
        let iban = iban(ibans.len() as u64 + 1);
        ibans.insert(user.to_owned(), iban.clone());
        iban
    }
}

/// The identifier of an account in other calls, in the form of ConnectPay's example.
pub(crate) fn account_id(iban: &str) -> String {
    format!("{iban}-XXX")
}

/// An IBAN of a bank that does not exist. Its check digits are right, so that a client
/// that verifies them accepts it (ISO 13616, ISO 7064 MOD 97-10).
fn iban(account: u64) -> String {
    const NO_BANK: u128 = 99_999;
    // `LT00` as digits, which the check moves to the end.
    const LT00: u128 = 212_900;
    let number = NO_BANK * 100_000_000_000 + u128::from(account);
    let check_digits = 98 - (number * 1_000_000 + LT00) % 97;
    format!("LT{check_digits:02}{number:016}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the check digits are right, computed letter by letter as the standard
    /// describes.
    fn is_valid(iban: &str) -> bool {
        let (beginning, rest) = iban.split_at(4);
        let digits = format!("{rest}{beginning}");
        let remainder = digits.chars().fold(0, |remainder, letter| {
            let digit = letter.to_digit(36).unwrap();
            let shift = if digit < 10 { 10 } else { 100 };
            (remainder * shift + digit) % 97
        });
        iban.len() == 20 && remainder == 1
    }

    #[test]
    fn every_iban_has_the_right_check_digits() {
        // The example on ConnectPay's page tests the check itself.
        assert!(is_valid("LT843740020000006939"));
        assert!(!is_valid("LT853740020000006939"));
        assert!((1..1000).all(|account| is_valid(&iban(account))));
    }

    #[test]
    fn a_user_has_one_account_and_no_other_has_it() {
        let accounts = Accounts::default();
        assert_eq!(accounts.iban("ada"), accounts.iban("ada"));
        assert_ne!(accounts.iban("ada"), accounts.iban("grace"));
    }
}
