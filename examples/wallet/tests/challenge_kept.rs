//! The wallet keeps a challenge itself: no form brings back what it was before.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use connectpay::sca::Sca;
use connectpay_sandbox::{Fault, Sandbox};

use super::{ADA, VERIFY, app, impatient_wallet, verified, wallet, while_time_passes};
use crate::api::{Login, UserManagement as _};
use crate::{Database, create_user};

#[tokio::test]
async fn an_old_form_brings_no_more_tries() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    assert!(!form.text.contains("name=challenge"), "{}", form.text);
    for left in ["4 tries", "3 tries", "2 tries", "1 try is", "Too many"] {
        let page = browser.enter_code(&form, "no").await;
        assert!(page.text.contains(left), "{}", page.text);
    }
    let code = sandbox.last_code(ADA).unwrap();
    for code in ["no", &code] {
        let page = browser.enter_code(&form, code).await;
        assert!(page.text.contains("Too many"), "{}", page.text);
    }
    assert_eq!(verified(&sandbox), 5);
}

#[tokio::test]
async fn an_old_form_does_not_make_a_lost_verification_forgotten() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    let lost = Fault::dropped_connection().on(VERIFY).after_processing();
    sandbox.next(lost);
    for _ in 0..2 {
        let page = browser.enter_code(&form, &code).await;
        assert!(page.text.contains("do not pay again"), "{}", page.text);
        assert!(!page.text.contains("did not accept"), "{}", page.text);
    }
    assert_eq!(verified(&sandbox), 1);
}

#[tokio::test]
async fn a_code_that_is_sent_twice_at_once_is_verified_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    let mut again = browser.clone();
    let both = async {
        tokio::join!(
            browser.enter_code(&form, &code),
            again.enter_code(&form, &code)
        )
    };
    let (one, two) = while_time_passes(&sandbox, both).await;
    for page in [one, two] {
        assert!(page.text.contains("Paid."), "{}", page.text);
    }
    assert_eq!(verified(&sandbox), 1);
    let page = browser.enter_code(&form, &code).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(verified(&sandbox), 1);
}

#[tokio::test]
async fn a_browser_that_goes_away_does_not_have_a_code_verified_twice() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    sandbox.next(Fault::hang().on(VERIFY));
    let stopped = browser.enter_code(&form, &code);
    let stopped = tokio::time::timeout(Duration::from_millis(500), stopped).await;
    assert!(stopped.is_err());
    assert_eq!(verified(&sandbox), 1);

    let page = browser.enter_code(&form, &code).await;
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert_eq!(verified(&sandbox), 1);
}

#[tokio::test]
async fn a_code_is_checked_for_the_payment_that_its_form_shows() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let one = browser.pay("1.00").await;
    let two = browser.pay("2.00").await;
    let code_of_two = sandbox.last_code(ADA).unwrap();
    let page = browser.enter_code(&one, &code_of_two).await;
    assert!(page.text.contains("4 tries"), "{}", page.text);
    let page = while_time_passes(&sandbox, browser.enter_code(&two, &code_of_two)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
}

#[tokio::test]
async fn of_two_who_take_a_challenge_at_once_one_gets_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let app = app(&sandbox, Database::default());
    create_user(&sandbox, &app.client).await.unwrap();
    let login = Login {
        email: ADA,
        password: "encrypted-in-the-browser",
    };
    let Sca::Required(pending) = app.client.log_in(&login).await.unwrap() else {
        panic!("a login has a challenge");
    };
    let challenges = &app.database.challenges;
    for _ in 0..200 {
        challenges.keep(ADA, &pending.challenge, &app.keys).unwrap();
        let start = Barrier::new(2);
        let take = || {
            start.wait();
            challenges.take_to_verify(ADA, &app.keys).unwrap().is_some()
        };
        let (one, two) = thread::scope(|threads| {
            let one = threads.spawn(take);
            let two = threads.spawn(take);
            (one.join().unwrap(), two.join().unwrap())
        });
        assert!(one != two, "{one} {two}");
    }
}
