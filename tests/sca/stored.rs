//! A challenge outlives the process that raised it, and belongs to one owner.

use std::process::Command;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use connectpay::EncryptionKeys;
use connectpay::sca::{Challenge, ConnectPay, Next, Sca, Verdict, Vocabulary};
use connectpay::{Outcome, Stage};

use crate::bank::{Bank as _, Script, Step, Verification};

/// What the second process gets.
const KEPT: &str = "CONNECTPAY_TEST_CHALLENGE";

fn keys() -> EncryptionKeys {
    EncryptionKeys::new("of the tests", [7; 32]).unwrap()
}

async fn raised() -> Challenge {
    let body = r#"{"paymentOrderNo":"s-1","authorisationEventId":"e-1"}"#;
    let steps = [Step::Answer(201, body), Step::Answer(200, "")];
    let session = Script::new(steps).session();
    let Sca::Required(pending) = session.initiate().await.unwrap() else {
        panic!("no challenge");
    };
    let mut challenge = pending.challenge;
    challenge
        .send(|event| session.send_code(event))
        .await
        .unwrap();
    challenge
}

/// The request that brings the code, in the process that it came to.
async fn code_arrives(kept: &[u8]) {
    let script = Script::new([
        Step::Answer(400, ""),
        Step::Answer(200, r#"{"scaStatus":"finalised"}"#),
    ]);
    let session = script.session();
    let mut challenge: Challenge = Challenge::resume(kept, "ada", &keys()).unwrap();
    assert_eq!(challenge.next(), Next::AskForCode);
    for code in ["111111", "222222"] {
        let otp = connectpay::sca::Otp::new(code).unwrap();
        let verdict = challenge
            .verify(otp, |event, otp| {
                session.verify(event, &Verification { otp })
            })
            .await
            .unwrap();
        // It is sealed again between two requests.
        let kept = challenge.seal("ada", &keys()).unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains("e-1"));
        challenge = Challenge::resume(&kept, "ada", &keys()).unwrap();
        match verdict {
            Verdict::Refused { tries_left, .. } => assert_eq!(tries_left, 4),
            Verdict::Finalised(()) => assert_eq!(challenge.next(), Next::Over),
        }
    }
    assert_eq!(challenge.tries_left(), 4);
    assert_eq!(
        script.arrived(),
        [
            r#"POST /example/client/verify/e-1 {"otp":"111111"}"#,
            r#"POST /example/client/verify/e-1 {"otp":"222222"}"#,
        ]
    );
}

#[tokio::test]
async fn a_challenge_is_resumed_in_another_process() {
    // The second process runs this test too.
    if let Ok(kept) = std::env::var(KEPT) {
        return code_arrives(&BASE64_STANDARD.decode(kept).unwrap()).await;
    }
    let kept = raised().await.seal("ada", &keys()).unwrap();
    let second = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "stored::a_challenge_is_resumed_in_another_process",
        ])
        .env(KEPT, BASE64_STANDARD.encode(kept))
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&second.stdout);
    assert!(second.status.success(), "{printed}");
    assert!(printed.contains("1 passed"), "{printed}");
}

#[tokio::test]
async fn what_is_not_the_owners_or_was_changed_is_refused_with_nothing_sent() {
    let kept = raised().await.seal("ada", &keys()).unwrap();
    let refused = |kept: &[u8], owner: &str, keys: &EncryptionKeys| {
        let error = Challenge::<ConnectPay>::resume(kept, owner, keys).unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(!format!("{error} {error:?}").contains("e-1"), "{error:?}");
        error.to_string()
    };
    assert!(refused(&kept, "bob", &keys()).contains("somebody else"));
    assert!(refused(&kept, "", &keys()).contains("somebody else"));
    let others = EncryptionKeys::new("another", [7; 32]).unwrap();
    assert!(refused(&kept, "ada", &others).contains("also_opens"));
    for at in 0..kept.len() {
        let mut changed = kept.clone();
        changed[at] ^= 1;
        refused(&changed, "ada", &keys());
        refused(&kept[..at], "ada", &keys());
    }
}

#[tokio::test]
async fn a_challenge_is_not_resumed_under_a_vocabulary_of_other_words() {
    enum NoWord {}

    impl Vocabulary for NoWord {
        const SCA_STATUS: Option<&'static str> = None;
    }

    enum SameWords {}

    impl Vocabulary for SameWords {}

    let kept = raised().await.seal("ada", &keys()).unwrap();
    let error = Challenge::<NoWord>::resume(&kept, "ada", &keys()).unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    assert!(error.to_string().contains("Vocabulary"), "{error}");

    // The same words under another name are the same vocabulary.
    assert!(Challenge::<SameWords>::resume(&kept, "ada", &keys()).is_ok());
}

#[tokio::test]
async fn what_is_unclear_is_still_unclear_when_it_is_resumed() {
    let mut challenge = raised().await;
    let session = Script::new([Step::Cut]).session();
    let otp = connectpay::sca::Otp::new("111111").unwrap();
    challenge
        .verify(otp, |event, otp| {
            session.verify(event, &Verification { otp })
        })
        .await
        .unwrap_err();
    let kept = challenge.seal("ada", &keys()).unwrap();
    let resumed: Challenge = Challenge::resume(&kept, "ada", &keys()).unwrap();
    assert_eq!(resumed.next(), Next::AskForStatus);
}
