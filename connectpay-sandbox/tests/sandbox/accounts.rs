//! Every user has an account, and payments leave entries in it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::payments::{User, order};

const ACCOUNTS: &str = "/sandbox/client/accounts";

fn account(user: &User) -> Value {
    user.get(ACCOUNTS).json()["accounts"][0].clone()
}

fn balance(user: &User, currency: &str) -> String {
    let account = account(user);
    let balances = account["balances"].as_array().unwrap();
    let balance = balances
        .iter()
        .find(|balance| balance["currency"] == currency)
        .unwrap();
    balance["amount"].as_str().unwrap().to_owned()
}

fn entries(user: &User) -> Vec<Value> {
    let account = account(user);
    let id = account["accountId"].as_str().unwrap();
    let answer = user.get(&format!("{ACCOUNTS}/{id}/entries"));
    answer.json()["entries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_user_has_one_account_with_all_documented_currencies() {
    let user = User::new().await;
    let account = account(&user);
    assert_eq!(account["accountLevel"], "Aggregation");
    let iban = account["iban"].as_str().unwrap();
    assert_eq!(account["accountId"], format!("{iban}-XXX"));
    assert_eq!(account["balances"].as_array().unwrap().len(), 16);
    assert_eq!(balance(&user, "EUR"), "10000.00");
    assert_eq!(entries(&user), Vec::<Value>::new());
}

#[tokio::test]
async fn a_payment_is_a_pending_entry_and_then_a_booked_one() {
    let user = User::new().await;
    let number = user.pay(&order("9.5"));
    assert_eq!(entries(&user), Vec::<Value>::new());

    user.sandbox.advance(Duration::from_secs(1));
    let pending = &entries(&user)[0];
    assert_eq!(pending["bookingStatus"], "pending");
    assert_eq!(pending["creditDebitIndicator"], "DBIT");
    assert_eq!(pending["amount"], "9.50");
    assert_eq!(pending["paymentOrderNo"], number);
    assert_eq!(balance(&user, "EUR"), "10000.00");

    user.sandbox.advance(Duration::from_secs(4));
    let booked = entries(&user);
    assert_eq!(booked.len(), 1);
    assert_eq!(booked[0]["bookingStatus"], "booked");
    assert_eq!(balance(&user, "EUR"), "9990.50");
    assert_eq!(balance(&user, "USD"), "10000.00");

    let id = account(&user)["accountId"].as_str().unwrap().to_owned();
    let transaction = booked[0]["transactionId"].as_str().unwrap();
    let path = format!("{ACCOUNTS}/{id}/entries");
    assert_eq!(user.get(&format!("{path}/{transaction}")).json(), booked[0]);
    user.get(&format!("{path}/unknown"))
        .assert_refused(404, "unknown-entry");
}

#[tokio::test]
async fn a_rejected_payment_leaves_nothing() {
    let user = User::new().await;
    user.pay(&order("13.13"));
    user.sandbox.advance(Duration::from_secs(5));
    assert_eq!(entries(&user), Vec::<Value>::new());
    assert_eq!(balance(&user, "EUR"), "10000.00");
}

#[tokio::test]
async fn what_is_under_way_cannot_be_spent_again() {
    let user = User::new().await;
    user.pay(&order("6000"));
    let second = user.pay(&order("6000"));
    let third = user.pay(&order("4000"));
    user.sandbox.advance(Duration::from_secs(5));
    assert_eq!(balance(&user, "EUR"), "0.00");
    let numbers: Vec<Value> = entries(&user)
        .iter()
        .map(|entry| entry["paymentOrderNo"].clone())
        .collect();
    assert!(!numbers.contains(&json!(second)) && numbers.contains(&json!(third)));
}

#[tokio::test]
async fn a_payment_to_another_user_arrives_there() {
    let mut user = User::new().await;
    let ada = std::mem::replace(&mut user.token, user.sandbox.issue_token("grace"));
    let iban = account(&user)["iban"].clone();
    let grace = std::mem::replace(&mut user.token, ada);
    let mut internal = order("9.00");
    internal["paymentRail"] = json!("INTERNAL");
    internal["creditorAccount"] = json!({"iban": iban});
    user.pay(&internal);

    user.token = grace;
    user.sandbox.advance(Duration::from_secs(1));
    assert_eq!(entries(&user), Vec::<Value>::new());
    user.sandbox.advance(Duration::from_secs(4));
    assert_eq!(entries(&user)[0]["creditDebitIndicator"], "CRDT");
    assert_eq!(balance(&user, "EUR"), "10009.00");
}

#[tokio::test]
async fn an_account_of_another_user_is_unknown() {
    let mut user = User::new().await;
    let id = account(&user)["accountId"].as_str().unwrap().to_owned();
    user.token = user.sandbox.issue_token("mallory");
    user.get(&format!("{ACCOUNTS}/{id}/entries"))
        .assert_refused(404, "unknown-account");
}
