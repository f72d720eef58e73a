//! A payment is initiated, authorised with a code, and followed to its end.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay_sandbox::{CHALLENGE_LIFETIME, Sandbox};
use serde_json::{Value, json};

use crate::client::{AUTHORISE, Answer, partner_post, user_call, wrong};

pub(crate) const PAYMENTS: &str = "/sandbox/client/payments";

/// A payment with the least that it needs.
pub(crate) fn order(amount: &str) -> Value {
    json!({
        "paymentRail": "SEPA_SCT_INST",
        "creditorName": "Grace Hopper",
        "creditorAccount": {"iban": "DE89370400440532013000"},
        "instructedAmount": {"amount": amount, "currency": "EUR"},
    })
}

/// A user whose token outlives the time that the tests advance.
pub(crate) struct User {
    pub(crate) sandbox: Sandbox,
    pub(crate) token: AccessToken,
}

impl User {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::builder()
            .paused_clock()
            .token_lifetime(Duration::from_secs(30 * 24 * 60 * 60))
            .start()
            .await
            .unwrap();
        let token = sandbox.issue_token("ada");
        Self { sandbox, token }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        user_call("GET", path, &self.token).send(&self.sandbox)
    }

    pub(crate) fn initiate(&self, order: &Value) -> Answer {
        user_call("POST", PAYMENTS, &self.token)
            .json(order)
            .send(&self.sandbox)
    }

    fn verify(&self, event: &str, otp: &str) -> Answer {
        user_call("POST", "/sandbox/client/sca/verify", &self.token)
            .json(&json!({"authorisationEventId": event, "otp": otp}))
            .send(&self.sandbox)
    }

    fn send_code(&self, event: &str) -> String {
        let path = format!("{AUTHORISE}/{event}");
        let answer = user_call("POST", &path, &self.token).send(&self.sandbox);
        assert_eq!(answer.status, 200, "{answer:?}");
        self.sandbox.last_code("ada").unwrap()
    }

    /// The number of a payment that is authorised.
    pub(crate) fn pay(&self, order: &Value) -> String {
        let answer = self.initiate(order);
        assert_eq!(answer.status, 201, "{answer:?}");
        let initiated = answer.json();
        let event = initiated["authorisationEventId"].as_str().unwrap();
        assert_eq!(self.verify(event, &self.send_code(event)).status, 200);
        initiated["paymentOrderNo"].as_str().unwrap().to_owned()
    }

    fn status(&self, number: &str) -> String {
        let answer = self.get(&format!("{PAYMENTS}/{number}"));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["paymentStatus"].as_str().unwrap().to_owned()
    }

    /// The statuses after 0, 1 and 5 seconds, and after a day.
    fn statuses(&self, amount: &str) -> [String; 4] {
        let number = self.pay(&order(amount));
        [0, 1, 4, 24 * 60 * 60].map(|seconds| {
            self.sandbox.advance(Duration::from_secs(seconds));
            self.status(&number)
        })
    }
}

#[tokio::test]
async fn a_payment_waits_for_its_code_and_is_then_carried_out() {
    let user = User::new().await;
    let answer = user.initiate(&order("9.00"));
    assert_eq!(answer.status, 201);
    let initiated = answer.json();
    assert_eq!(initiated["challengeStatus"], "Required");
    let number = initiated["paymentOrderNo"].as_str().unwrap();
    let digits = number.strip_prefix("s-").unwrap();
    assert!(digits.len() == 20 && digits.bytes().all(|digit| digit.is_ascii_digit()));

    let event = initiated["authorisationEventId"].as_str().unwrap();
    let code = user.send_code(event);
    user.verify(event, wrong(&code))
        .assert_refused(403, "otp-wrong");
    user.sandbox.advance(Duration::from_secs(60));
    assert_eq!(user.status(number), "RCVD");

    let answer = user.verify(event, &code);
    // This does not mean that the payment is made.
    assert_eq!(answer.json(), json!({"scaStatus": "finalised"}));
    assert_eq!(user.status(number), "RCVD");
    user.sandbox.advance(Duration::from_secs(1));
    assert_eq!(user.status(number), "PDNG");
    user.sandbox.advance(Duration::from_secs(4));
    assert_eq!(user.status(number), "ACSC");
}

#[tokio::test]
async fn a_client_in_another_language_moves_the_clock_by_a_request() {
    let user = User::new().await;
    let number = user.pay(&order("9.00"));
    let clock = "/sandbox/partner/clock";
    let answer = partner_post(&user.sandbox, clock, &json!({"advance": 5}));
    assert_eq!(answer.status, 204, "{answer:?}");
    assert_eq!(user.status(&number), "ACSC");
    partner_post(&user.sandbox, clock, &json!({})).assert_refused(400, "invalid-body");
}

#[tokio::test]
async fn an_amount_chooses_what_becomes_of_its_payment() {
    let user = User::new().await;
    for (amount, statuses) in [
        ("9.00", ["RCVD", "PDNG", "ACSC", "ACSC"]),
        ("13.13", ["RCVD", "PDNG", "RJCT", "RJCT"]),
        ("31.31", ["RCVD", "RJCT", "RJCT", "RJCT"]),
        ("99.99", ["RCVD", "PDNG", "PDNG", "ACSC"]),
        ("66.66", ["RCVD", "PDNG", "PDNG", "RJCT"]),
        ("10000.01", ["RCVD", "RJCT", "RJCT", "RJCT"]),
    ] {
        assert_eq!(user.statuses(amount), statuses, "{amount}");
    }
}

#[tokio::test]
async fn a_payment_that_is_never_authorised_is_rejected_after_fifteen_minutes() {
    let user = User::new().await;
    let initiated = user.initiate(&order("9.00")).json();
    let number = initiated["paymentOrderNo"].as_str().unwrap();
    user.sandbox
        .advance(CHALLENGE_LIFETIME.saturating_sub(Duration::from_secs(1)));
    assert_eq!(user.status(number), "RCVD");
    user.sandbox.advance(Duration::from_secs(1));
    assert_eq!(user.status(number), "RJCT");
    let event = initiated["authorisationEventId"].as_str().unwrap();
    let path = format!("{AUTHORISE}/{event}");
    user_call("POST", &path, &user.token)
        .send(&user.sandbox)
        .assert_refused(410, "event-expired");
}

#[tokio::test]
async fn the_information_repeats_the_documented_fields_and_adds_the_status() {
    let user = User::new().await;
    let accounts = user.get("/sandbox/client/accounts").json();
    let mut full = json!({
        "paymentRail": "SEPA_SCT",
        "debtorName": "Ada Lovelace",
        "debtorAccount": {"iban": accounts["accounts"][0]["iban"]},
        "ultimateDebtor": {"name": "Anne", "dateOfBirth": "2001-01-01"},
        "creditorName": "Grace Hopper",
        "creditorAccount": {"iban": "DE89370400440532013000"},
        "ultimateCreditor": {"name": "Mary"},
        "instructedAmount": {"amount": "19.1", "currency": "EUR"},
        "remittanceInformationUnstructured": "Thanks",
        "externalReference": "invoice 7",
    });
    let number = user.pay(&full);
    full["paymentOrderNo"] = json!(number);
    full["paymentStatus"] = json!("RCVD");
    assert_eq!(user.get(&format!("{PAYMENTS}/{number}")).json(), full);
}

#[tokio::test]
async fn a_payment_is_found_by_its_reference_which_does_not_have_to_be_unique() {
    let user = User::new().await;
    let find = |reference: &str| {
        let answer = user.get(&format!("{PAYMENTS}?externalReference={reference}"));
        answer.json()["payments"].as_array().unwrap().clone()
    };
    let mut twice = order("9.00");
    twice["externalReference"] = json!("a+b c&d");
    // ConnectPay documents no idempotency key, so a payment that is sent twice is paid
    // twice.
    let numbers = [user.pay(&twice), user.pay(&twice)];
    user.pay(&order("9.00"));

    let found = find("a%2Bb+c%26d");
    assert_eq!(found.len(), 2);
    assert_eq!(
        [&found[0]["paymentOrderNo"], &found[1]["paymentOrderNo"]],
        [&numbers[0], &numbers[1]]
    );
    assert!(find("another").is_empty());
    assert_eq!(
        user.get(PAYMENTS).json()["payments"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn a_payment_of_another_user_is_unknown() {
    let mut user = User::new().await;
    let number = user.pay(&order("9.00"));
    user.token = user.sandbox.issue_token("mallory");
    user.get(&format!("{PAYMENTS}/{number}"))
        .assert_refused(404, "unknown-payment");
    assert_eq!(user.get(PAYMENTS).json(), json!({"payments": []}));
}

#[tokio::test]
async fn a_field_that_cannot_be_used_is_named_and_nothing_is_initiated() {
    let user = User::new().await;
    for (pointer, name) in [
        ("/paymentRail", "paymentRail"),
        ("/creditorName", "creditorName"),
        ("/creditorAccount", "creditorAccount"),
        ("/creditorAccount/iban", "creditorAccount.iban"),
        ("/instructedAmount/amount", "instructedAmount.amount"),
        ("/instructedAmount/currency", "instructedAmount.currency"),
    ] {
        // An amount must not be a number.
        for wrong in [json!(9.5), json!(""), json!("hunter2 9,50")] {
            let is_free_text = pointer == "/creditorName" || pointer == "/creditorAccount/iban";
            if is_free_text && wrong == "hunter2 9,50" {
                continue;
            }
            let mut order = order("9.00");
            *order.pointer_mut(pointer).unwrap() = wrong;
            let answer = user.initiate(&order);
            answer.assert_refused(400, "invalid-body");
            assert!(
                answer.body.contains(&format!("`{name}` is not usable")),
                "{answer:?}"
            );
            assert!(!answer.body.contains("hunter2"), "{answer:?}");
        }
    }
    let mut of_another = order("9.00");
    of_another["debtorAccount"] = json!({"iban": "DE89370400440532013000"});
    user.initiate(&of_another)
        .assert_refused(400, "invalid-body");
    user.initiate(&json!({}))
        .assert_refused(400, "invalid-body");
    assert_eq!(user.get(PAYMENTS).json(), json!({"payments": []}));
}
