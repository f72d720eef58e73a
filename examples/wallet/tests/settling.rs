//! After a verification whose answer was lost, the payment's status says what comes next.

use std::time::Duration;

use connectpay_sandbox::{Fault, Sandbox};

use super::{ADA, Browser, VERIFY, app, browser, verified, wallet_with};
use crate::payment::state::was_accepted;
use crate::{Database, create_user};

async fn logged_in(sandbox: &Sandbox, on_its_way: Duration) -> Browser {
    let mut browser = wallet_with(sandbox, |app| {
        app.on_its_way = on_its_way;
        app.watch = Duration::ZERO;
    })
    .await;
    browser.log_in(sandbox).await;
    browser
}

#[tokio::test]
async fn a_code_that_certainly_did_not_arrive_can_be_entered_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = logged_in(&sandbox, Duration::ZERO).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    sandbox.next(Fault::dropped_connection().on(VERIFY));
    let form = browser.enter_code(&form, &code).await;
    assert!(form.text.contains("was not accepted"), "{}", form.text);
    // It counts as one of five, since the bank may have counted it.
    let form = browser.enter_code(&form, "no").await;
    assert!(form.text.contains("3 tries"), "{}", form.text);
    browser.enter_code(&form, &code).await;
    sandbox.advance(Duration::from_secs(5));
    let state = format!("/payments/{}", form.hidden("reference"));
    let page = browser.get(&state).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(verified(&sandbox), 3);
}

#[tokio::test]
async fn a_code_that_may_be_on_its_way_cannot_be_entered_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = logged_in(&sandbox, Duration::from_mins(1)).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    sandbox.next(Fault::dropped_connection().on(VERIFY));
    let page = browser.enter_code(&form, &code).await;
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert!(!page.text.contains("name=code"), "{}", page.text);
    browser.enter_code(&form, &code).await;
    assert_eq!(verified(&sandbox), 1);
}

#[tokio::test]
async fn a_process_that_ended_during_a_verification_does_not_keep_the_code_from_the_user() {
    let sandbox = Sandbox::start().await.unwrap();
    let database = Database::default();
    let mut first = app(&sandbox, database.clone());
    create_user(&sandbox, &first.client).await.unwrap();
    first.on_its_way = Duration::ZERO;
    first.watch = Duration::ZERO;
    let keys = first.keys.clone();
    let mut browser = browser(first);
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    // Whoever took it never put it back.
    let owner = format!("payment/{ADA}/{}", form.hidden("reference"));
    let take = || database.challenges.take_to_verify(&owner, &keys).unwrap();
    let taken = take();
    assert!(taken.is_some());
    assert!(take().is_none());

    let state = format!("/payments/{}", form.hidden("reference"));
    let form = browser.get(&state).await;
    // Nobody knows whether the code was tried, so it counts.
    let kept = database.challenges.read(&owner, &keys).unwrap().unwrap();
    assert_eq!(kept.challenge.tries_left(), 4);
    let code = sandbox.last_code(ADA).unwrap();
    browser.enter_code(&form, &code).await;
    sandbox.advance(Duration::from_secs(5));
    let page = browser.get(&state).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    // The row was given to another meanwhile, so the first cannot put it back.
    database
        .challenges
        .put_back(&taken.unwrap(), &keys)
        .unwrap();
    let page = browser.enter_code(&form, &code).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(verified(&sandbox), 1);
}

#[test]
fn a_status_decides_about_a_code_only_if_it_says_something_of_it() {
    for status in ["PDNG", "ACSC", "RJCT"] {
        assert_eq!(was_accepted(status, true), Some(true), "{status}");
        assert_eq!(was_accepted(status, false), Some(true), "{status}");
    }
    assert_eq!(was_accepted("RCVD", true), None);
    assert_eq!(was_accepted("RCVD", false), Some(false));
    for unknown in ["ACTC", "rcvd", ""] {
        assert_eq!(was_accepted(unknown, false), None, "{unknown}");
    }
}
