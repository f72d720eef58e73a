//! The wallet's process ends while a payment is on its way. Its database outlives it.

use std::time::Duration;

use connectpay_sandbox::{CHALLENGE_LIFETIME, Fault, Sandbox};
use tokio::runtime::{Builder, Runtime};

use super::{ADA, PAYMENTS, VERIFY, app, browser, initiated, posted, verified, while_time_passes};
use crate::journal::Progress;
use crate::reference::Reference;
use crate::{Database, create_user};

/// A process of its own, as far as a test can have one: its tasks and connections end
/// with it.
fn process() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).enable_all().build().unwrap()
}

async fn until_posted(sandbox: &Sandbox, path: &str) {
    while posted(sandbox, path) == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_process_that_ends_between_a_payment_and_its_answer_has_paid_at_most_once() {
    for fault in [Fault::hang().after_processing(), Fault::hang()] {
        let is_received = fault == Fault::hang().after_processing();
        let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
        let database = Database::default();
        let first = app(&sandbox, database.clone());
        create_user(&sandbox, &first.client).await.unwrap();
        let old_process = process();
        let mut old = browser(first);
        old.log_in(&sandbox).await;
        let order = old.get("/pay").await;
        sandbox.next(fault.on(PAYMENTS).method(axum::http::Method::POST));
        let form = order.clone();
        old_process.spawn(async move { old.order(&form, "12.50").await });
        until_posted(&sandbox, PAYMENTS).await;
        old_process.shutdown_background();
        let reference = Reference::try_from(order.hidden("reference")).unwrap();
        let entry = database.journal.read(ADA, reference).unwrap();
        assert_eq!(entry.progress, Progress::Begun);

        let mut second = app(&sandbox, database);
        second.watch = Duration::ZERO;
        let mut browser = browser(second);
        browser.log_in(&sandbox).await;
        // The browser sends the form again, and the journal knows its reference.
        let page = browser.order(&order, "12.50").await;
        assert!(page.text.contains("do not pay again"), "{}", page.text);
        assert_eq!(initiated(&sandbox), 1);
        sandbox.advance(CHALLENGE_LIFETIME);
        let state = format!("/payments/{}", order.hidden("reference"));
        let page = browser.get(&state).await;
        let end = if is_received {
            "Not paid"
        } else {
            "does not know"
        };
        assert!(page.text.contains(end), "{}", page.text);
        assert_eq!(initiated(&sandbox), 1);
    }
}

#[tokio::test]
async fn a_payment_that_waits_for_its_code_is_paid_once_by_the_next_process() {
    let sandbox = Sandbox::start().await.unwrap();
    let database = Database::default();
    let first = app(&sandbox, database.clone());
    create_user(&sandbox, &first.client).await.unwrap();
    let mut old = browser(first);
    old.log_in(&sandbox).await;
    let form = old.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    drop(old);

    let mut browser = browser(app(&sandbox, database));
    browser.log_in(&sandbox).await;
    let page = while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
}

#[tokio::test]
async fn a_process_that_ends_during_a_verification_has_the_payment_settled_by_its_status() {
    let sandbox = Sandbox::start().await.unwrap();
    let database = Database::default();
    let first = app(&sandbox, database.clone());
    create_user(&sandbox, &first.client).await.unwrap();
    let old_process = process();
    let mut old = browser(first);
    old.log_in(&sandbox).await;
    let form = old.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    sandbox.next(Fault::hang().on(VERIFY).after_processing());
    let (sent, with) = (form.clone(), code.clone());
    old_process.spawn(async move { old.enter_code(&sent, &with).await });
    until_posted(&sandbox, VERIFY).await;
    old_process.shutdown_background();

    let mut browser = browser(app(&sandbox, database));
    browser.log_in(&sandbox).await;
    let page = while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    let page = browser.enter_code(&form, &code).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!((initiated(&sandbox), verified(&sandbox)), (1, 1));
}
