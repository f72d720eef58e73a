//! What the sandbox keeps is bounded, and nothing is forgotten to make room.

use connectpay_sandbox::{CAPACITY_BYTES, Sandbox};
use serde_json::json;

use crate::client::{Answer, partner_post};
use crate::payments::{PAYMENTS, User, order};

/// As much as a body may almost have.
const LARGE: usize = 1_000_000;

/// Sends until it is refused, and returns the answers that were none.
fn until_refused(send: impl Fn(usize) -> Answer) -> Vec<Answer> {
    let mut accepted = Vec::new();
    loop {
        let answer = send(accepted.len());
        if answer.status == 503 {
            assert!(answer.body.contains("capacity-reached"), "{answer:?}");
            let kept = accepted.len() * LARGE;
            assert!(kept <= CAPACITY_BYTES && kept + 2 * LARGE > CAPACITY_BYTES);
            return accepted;
        }
        assert_eq!(answer.status, 201, "{answer:?}");
        accepted.push(answer);
        assert!(accepted.len() * LARGE <= CAPACITY_BYTES, "no bound");
    }
}

#[tokio::test]
async fn payments_are_refused_when_there_is_no_room_and_none_is_forgotten() {
    let user = User::new().await;
    let mut large = order("1.00");
    large["remittanceInformationUnstructured"] = json!("x".repeat(LARGE));
    let accepted = until_refused(|_| user.initiate(&large));
    let first: serde_json::Value = serde_json::from_str(&accepted[0].body).unwrap();
    let number = first["paymentOrderNo"].as_str().unwrap();
    assert_eq!(user.get(&format!("{PAYMENTS}/{number}")).status, 200);
}

#[tokio::test]
async fn users_are_refused_when_there_is_no_room() {
    let sandbox = Sandbox::start().await.unwrap();
    let create = |email: &str, password: &str| {
        let user = json!({
            "email": email,
            "password": password,
            "mobilePhoneNumber": "+37060000000",
            "redirectUrl": "https://example.com/validated",
        });
        partner_post(&sandbox, "/baas-sca/user-management/partner/users", &user)
    };
    // Whoever is created again takes no more room for another password.
    for _ in 0..100 {
        assert_eq!(create("ada@example.com", &"x".repeat(LARGE)).status, 201);
    }
    assert_eq!(create("ada@example.com", "short").status, 201);
    let large = "x".repeat(LARGE);
    until_refused(|at| create(&format!("user-{at}@example.com"), &large));
    // Who is there already stays.
    sandbox.validate_user("ada@example.com");
}
