//! How the answer to a verification is read.

use connectpay::Outcome;
use connectpay::sca::Finalised;
use serde::Deserialize;

use crate::answers::Ours;
use crate::bank::{Script, Step};

#[tokio::test]
async fn only_a_success_that_says_so_is_final() {
    #[derive(Debug, Deserialize)]
    struct Tokens {
        access: String,
    }

    /// Made up.
    #[connectpay::api(auth = user)]
    trait Login {
        #[connectpay::endpoint(method = POST, path = "/example/client/verify", once)]
        async fn log_in(&self) -> connectpay::Result<Finalised<Tokens>>;
    }

    let log_in = |body| async move {
        let session = Script::new([Step::Answer(200, body)]).session();
        session.log_in().await.map(Finalised::into_inner)
    };
    let tokens = log_in(r#"{"scaStatus":"finalised","access":"abc"}"#).await;
    assert_eq!(tokens.unwrap().access, "abc");
    // The identifier of the challenge that was met raises no other one.
    let tokens = r#"{"scaStatus":"finalised","authorisationEventId":"e-1","access":"abc"}"#;
    assert_eq!(log_in(tokens).await.unwrap().access, "abc");
    for body in [
        r#"{"access":"abc"}"#,
        r#"{"scaStatus":"started","access":"abc"}"#,
        r#"{"scaStatus":null,"access":"abc"}"#,
        r#"{"sca":{"scaStatus":"finalised"},"access":"abc"}"#,
        r#"{"scaStatus":"finalised","ScaStatus":"failed","access":"abc"}"#,
        r#"{"scaStatus":"finalised","challengeStatus":"Required","access":"abc"}"#,
        r#"{"scaStatus":"finalised","challengeStatus":"Done","access":"abc"}"#,
        r#"{"scaStatus":"finalised","next":{"authorisationEventId":"e-2"},"access":"abc"}"#,
        r#"{"scaStatus":["finalised"],"access":"abc"}"#,
        r#"{"scaStatus":"Finalised","access":"abc"}"#,
        "",
    ] {
        let error = log_in(body).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
    }
}

#[tokio::test]
async fn a_success_that_needs_no_word_is_not_final_if_it_raises_a_challenge_or_says_otherwise() {
    /// Made up.
    #[connectpay::api(auth = user)]
    trait Login {
        #[connectpay::endpoint(method = POST, path = "/example/client/verify", once)]
        async fn log_in(&self) -> connectpay::Result<Finalised<(), Ours>>;
    }

    let log_in = |body| async move {
        let session = Script::new([Step::Answer(200, body)]).session();
        session.log_in().await.map(Finalised::into_inner)
    };
    for body in ["", "{}", r#"{"scaStatus":"finalised"}"#] {
        assert!(log_in(body).await.is_ok(), "{body}");
    }
    for body in [
        r#"{"scaStatus":"failed"}"#,
        r#"{"sca":"yes"}"#,
        r#"{"event":"e-2"}"#,
        r#"{"authorisationEventId":"e-2"}"#,
        r#"{"challengeStatus":"Required"}"#,
        "<html>",
    ] {
        let error = log_in(body).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
    }
}
