//! The second click on a button while the answer to the first is on its way.

use std::time::Duration;

use connectpay::Client;
use connectpay::sca::{Challenge, Sca};
use connectpay_sandbox::Sandbox;

use super::{ADA, Browser, app, browser, initiated};
use crate::order::Order;
use crate::{App, Database, create_user};

/// A first click whose answer is on its way, and the browser that clicks again.
struct FirstClick {
    sandbox: Sandbox,
    app: App,
    browser: Browser,
    form: super::Page,
    challenge: Challenge,
}

impl FirstClick {
    async fn new(settings: impl FnOnce(&mut App)) -> Self {
        let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
        let mut app = app(&sandbox, Database::default());
        settings(&mut app);
        create_user(&sandbox, &app.client).await.unwrap();
        let mut browser = browser(app.clone());
        browser.log_in(&sandbox).await;
        let form = browser.get("/pay").await;
        let order = Self::order(&form);
        assert!(app.database.journal.begin(ADA, &order));
        let challenge = Self::initiate(&sandbox, &app.client, &order).await;
        Self {
            sandbox,
            app,
            browser,
            form,
            challenge,
        }
    }

    fn order(form: &super::Page) -> Order {
        let order = serde_json::json!({
            "reference": form.hidden("reference"),
            "name": "Grace Hopper",
            "iban": "DE89370400440532013000",
            "amount": "12.50",
        });
        serde_json::from_value(order).unwrap()
    }

    async fn initiate(sandbox: &Sandbox, client: &Client, order: &Order) -> Challenge {
        let session = client.session(sandbox.issue_token(ADA), [127, 0, 0, 1]);
        match order.initiate(&session.unwrap()).await.unwrap() {
            Sca::Required(pending) => pending.challenge,
            Sca::Done(_) => panic!("the sandbox asks for a code"),
        }
    }

    /// The answer to the first click comes.
    fn is_answered(&self) {
        let owner = format!("payment/{ADA}/{}", self.form.hidden("reference"));
        let challenges = &self.app.database.challenges;
        let kept = challenges.keep(&owner, &self.challenge, &self.app.keys);
        kept.unwrap();
    }
}

#[tokio::test]
async fn a_second_click_does_not_say_that_the_payment_lapses_while_the_first_is_on_its_way() {
    let mut click = FirstClick::new(|app| app.watch = Duration::ZERO).await;
    let page = click.browser.order(&click.form, "12.50").await;
    assert!(page.text.contains("Under way"), "{}", page.text);
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert!(!page.text.contains("lapse"), "{}", page.text);

    click.is_answered();
    let page = click.browser.order(&click.form, "12.50").await;
    assert!(page.text.contains("name=code"), "{}", page.text);
    assert_eq!(initiated(&click.sandbox), 1);
}

#[tokio::test]
async fn a_second_click_shows_the_form_if_the_answer_to_the_first_comes_meanwhile() {
    let mut click = FirstClick::new(|app| app.watch = Duration::from_secs(2)).await;
    let mut browser = click.browser.clone();
    let form = click.form.clone();
    let second = tokio::spawn(async move { browser.order(&form, "12.50").await });
    // The page of the second click has read that there is no challenge, and waits.
    let asked = |sandbox: &Sandbox| {
        let requests = sandbox.requests();
        let by_number = |path: &str| path.starts_with("/sandbox/client/payments/");
        requests.iter().any(|it| by_number(&it.path))
    };
    while !asked(&click.sandbox) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    click.is_answered();
    let page = second.await.unwrap();
    assert!(page.text.contains("name=code"), "{}", page.text);
    let page = click.browser.order(&click.form, "12.50").await;
    assert!(page.text.contains("name=code"), "{}", page.text);
}

#[tokio::test]
async fn a_payment_whose_challenge_never_came_is_said_to_lapse() {
    let settings = |app: &mut App| {
        app.watch = Duration::ZERO;
        app.on_its_way = Duration::ZERO;
    };
    let mut click = FirstClick::new(settings).await;
    let page = click.browser.order(&click.form, "12.50").await;
    assert!(page.text.contains("will lapse"), "{}", page.text);
    assert!(page.text.contains("do not pay again"), "{}", page.text);
}
