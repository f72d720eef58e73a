//! The sandbox's own calls for accounts and their entries.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::{Extension, Json};
use serde::Serialize;

use super::Api;
use crate::account::{CURRENCIES, account_id};
use crate::entry::Entry;
use crate::problem::Refusal;
use crate::rule::Rule;
use crate::session::Session;

#[derive(Serialize)]
pub(super) struct Accounts {
    accounts: [Account; 1],
}

#[derive(Serialize)]
struct Account {
    #[serde(rename = "accountId")]
    id: String,
    iban: String,
    #[serde(rename = "accountLevel")]
    level: &'static str,
    status: &'static str,
    balances: Vec<Balance>,
}

#[derive(Serialize)]
struct Balance {
    amount: String,
    currency: &'static str,
}

#[derive(Serialize)]
pub(super) struct Entries {
    entries: Vec<Entry>,
}

/// The user's only account, with its booked balances.
pub(super) async fn list(
    State(api): State<Arc<Api>>,
    Extension(session): Extension<Session>,
) -> Json<Accounts> {
    let iban = api.accounts.iban(session.user());
    let now = api.authority.now();
    let balances = CURRENCIES.map(|currency| Balance {
        amount: api.payments.balance(&iban, currency, now).to_string(),
        currency,
    });
    Json(Accounts {
        accounts: [Account {
            id: account_id(&iban),
            iban,
            level: "Aggregation",
            status: "Active",
            balances: balances.into(),
        }],
    })
}

/// Pending and booked entries, in the order in which their payments were initiated.
pub(super) async fn entries(
    State(api): State<Arc<Api>>,
    Extension(session): Extension<Session>,
    Path(account): Path<String>,
) -> Result<Json<Entries>, Refusal> {
    Ok(Json(Entries {
        entries: entries_of(&api, &session, &account)?,
    }))
}

/// The entry of one transaction.
pub(super) async fn entry(
    State(api): State<Arc<Api>>,
    Extension(session): Extension<Session>,
    Path((account, transaction)): Path<(String, String)>,
) -> Result<Json<Entry>, Refusal> {
    let entries = entries_of(&api, &session, &account)?;
    let found = entries
        .into_iter()
        .find(|entry| entry.transaction_id() == transaction);
    found.map(Json).ok_or_else(|| {
        Refusal::new(
            Rule::UnknownEntry,
            "the account has no entry with this identifier; expected the `transactionId` of one of \
             its entries",
        )
    })
}

fn entries_of(api: &Api, session: &Session, account: &str) -> Result<Vec<Entry>, Refusal> {
    let iban = api.accounts.iban(session.user());
    if account != account_id(&iban) {
        return Err(Refusal::new(
            Rule::UnknownAccount,
            "the user has no account with this identifier; expected the `accountId` of the \
             accounts' list",
        ));
    }
    let payments = api.payments.of_account(&iban);
    Ok(Entry::all(&payments, &iban, api.authority.now()))
}
