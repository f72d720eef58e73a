//! A challenge knows what may follow, and sends nothing else.

use std::time::Duration;

use connectpay::sca::{Challenge, Next, Otp, Sca, Verdict};
use connectpay::{Outcome, Result, Session, Stage};

use crate::bank::{Bank as _, Logins as _, Script, Step, Verification};

const INITIATED: Step = Step::Answer(
    201,
    r#"{"paymentOrderNo":"s-1","challengeStatus":"Required","authorisationEventId":"e-1"}"#,
);
const FINALISED: Step = Step::Answer(200, r#"{"scaStatus":"finalised"}"#);
const SENT: Step = Step::Answer(200, "");

async fn challenge(session: &Session) -> Challenge {
    match session.initiate().await.unwrap() {
        Sca::Required(pending) => pending.challenge,
        Sca::Done(_) => panic!("no challenge"),
    }
}

async fn send(challenge: &mut Challenge, session: &Session) -> Result<()> {
    challenge.send(|event| session.send_code(event)).await
}

async fn verify(challenge: &mut Challenge, session: &Session, code: &str) -> Result<Verdict> {
    challenge
        .verify(Otp::new(code)?, |event, otp| {
            session.verify(event, &Verification { otp })
        })
        .await
}

#[tokio::test]
async fn a_challenge_goes_from_its_code_to_its_end() {
    let script = Script::new([INITIATED, SENT, FINALISED]);
    let session = script.session();
    let mut challenge = challenge(&session).await;
    assert_eq!(challenge.next(), Next::SendCode);
    send(&mut challenge, &session).await.unwrap();
    assert_eq!(challenge.next(), Next::AskForCode);
    let verdict = verify(&mut challenge, &session, "123456").await.unwrap();
    assert!(matches!(verdict, Verdict::Finalised(())));
    assert_eq!(challenge.next(), Next::Over);
    assert_eq!(
        script.arrived(),
        [
            "POST /example/client/payments ",
            "POST /example/client/codes/e-1 ",
            r#"POST /example/client/verify/e-1 {"otp":"123456"}"#,
        ]
    );
    // The challenge is over, so nothing more is sent.
    for error in [
        send(&mut challenge, &session).await.unwrap_err(),
        verify(&mut challenge, &session, "123456")
            .await
            .unwrap_err(),
    ] {
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
    }
    assert_eq!(script.arrived().len(), 3);
}

/// A 401 or an unclear failure would have the library itself try the code again.
#[tokio::test]
async fn an_endpoint_that_is_not_once_gets_no_code() {
    let script = Script::new([INITIATED, SENT, FINALISED]);
    let session = script.session();
    let mut challenge = challenge(&session).await;
    let sent = challenge.send(|event| session.send_code_again(event)).await;
    let verified = challenge.verify(Otp::new("123456").unwrap(), |event, _| {
        session.is_verified(event)
    });
    for error in [sent.unwrap_err(), verified.await.unwrap_err()] {
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("add `once`"), "{error}");
    }
    assert_eq!(script.arrived(), ["POST /example/client/payments "]);
    // Nothing is lost by it.
    assert_eq!(challenge.next(), Next::SendCode);
}

#[tokio::test]
async fn five_codes_are_refused_and_a_sixth_is_not_sent() {
    // Whatever status answers a wrong code, even a 401, each code is sent once.
    for status in [400, 401, 403, 409, 422] {
        let script = Script::new([INITIATED, SENT, Step::Answer(status, "no")]);
        let session = script.session();
        let mut challenge = challenge(&session).await;
        send(&mut challenge, &session).await.unwrap();
        for left in [4, 3, 2, 1, 0] {
            assert_eq!(challenge.next(), Next::AskForCode);
            let verdict = verify(&mut challenge, &session, "111111").await.unwrap();
            let Verdict::Refused { error, tries_left } = verdict else {
                panic!("{status}");
            };
            assert_eq!(tries_left, left);
            assert_eq!(error.service().unwrap().body(), "no");
        }
        assert_eq!(challenge.next(), Next::Over);
        let error = verify(&mut challenge, &session, "111111")
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert_eq!(script.arrived().len(), 2 + 5, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_an_unclear_verification_no_other_code_is_sent() {
    let answered = |status| Step::Answer(status, "");
    for unclear in [
        Step::Cut,
        Step::Silence,
        answered(200),
        answered(408),
        answered(500),
        answered(503),
    ] {
        let script = Script::new([INITIATED, SENT, unclear, FINALISED]);
        let session = script.session();
        let mut challenge = challenge(&session).await;
        send(&mut challenge, &session).await.unwrap();
        let error = verify(&mut challenge, &session, "111111")
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(challenge.next(), Next::AskForStatus);
        for error in [
            verify(&mut challenge, &session, "222222")
                .await
                .unwrap_err(),
            send(&mut challenge, &session).await.unwrap_err(),
        ] {
            assert_eq!(
                (error.stage(), error.outcome()),
                (Stage::Build, Outcome::NotSent)
            );
        }
        assert_eq!(script.arrived().len(), 3);
        challenge.settle(false);
        assert_eq!(
            (challenge.next(), challenge.tries_left()),
            (Next::AskForCode, 4)
        );
        let verdict = verify(&mut challenge, &session, "222222").await.unwrap();
        assert!(matches!(verdict, Verdict::Finalised(())));
    }
}

#[tokio::test(start_paused = true)]
async fn a_verification_whose_future_is_dropped_is_unclear() {
    let script = Script::new([INITIATED, SENT, Step::Silence]);
    let session = script.session();
    let mut challenge = challenge(&session).await;
    send(&mut challenge, &session).await.unwrap();
    let dropped = verify(&mut challenge, &session, "111111");
    let limit = Duration::from_secs(1);
    assert!(tokio::time::timeout(limit, dropped).await.is_err());
    assert_eq!(challenge.next(), Next::AskForStatus);
    challenge.settle(true);
    assert_eq!(challenge.next(), Next::Over);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_sent_or_not_looked_at_costs_no_try() {
    for (step, outcome) in [
        (Step::NoConnection, Outcome::NotSent),
        (Step::Answer(429, ""), Outcome::Rejected),
        (Step::InvalidToken, Outcome::Rejected),
    ] {
        let script = Script::new([INITIATED, SENT, step]);
        let session = script.session();
        let mut challenge = challenge(&session).await;
        send(&mut challenge, &session).await.unwrap();
        let error = verify(&mut challenge, &session, "111111")
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), outcome);
        assert_eq!(
            (challenge.next(), challenge.tries_left()),
            (Next::AskForCode, 5)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_said_of_a_token_that_was_not_sent_costs_a_try() {
    let script = Script::new([INITIATED, SENT, Step::InvalidToken]);
    let (session, client) = (script.session(), script.client());
    let mut challenge = challenge(&session).await;
    send(&mut challenge, &session).await.unwrap();
    for left in [4, 3, 2, 1, 0] {
        let verdict = challenge
            .verify(Otp::new("111111").unwrap(), |event, otp| {
                client.verify_login(event, &Verification { otp })
            })
            .await
            .unwrap();
        assert!(matches!(verdict, Verdict::Refused { tries_left, .. } if tries_left == left));
    }
    assert_eq!(challenge.next(), Next::Over);
    assert_eq!(script.arrived().len(), 2 + 5);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_another_challenge_does_not_end_this_one() {
    let end = |answer| Script::new([INITIATED, SENT, Step::Answer(200, answer)]);
    for (answer, is_own) in [
        (
            r#"{"scaStatus":"finalised","authorisationEventId":"e-1"}"#,
            true,
        ),
        (
            r#"{"scaStatus":"finalised","authorisationEventId":"e-2"}"#,
            false,
        ),
    ] {
        let session = end(answer).session();
        let mut challenge = challenge(&session).await;
        send(&mut challenge, &session).await.unwrap();
        let verdict = verify(&mut challenge, &session, "111111").await;
        if is_own {
            assert!(matches!(verdict, Ok(Verdict::Finalised(()))));
            continue;
        }
        let error = verdict.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Decode, Outcome::Unknown)
        );
        assert_eq!(challenge.next(), Next::AskForStatus);
    }
}

#[tokio::test(start_paused = true)]
async fn a_code_that_may_have_been_sent_is_asked_for_and_not_sent_again() {
    let script = Script::new([INITIATED, Step::Cut]);
    let session = script.session();
    let mut challenge = challenge(&session).await;
    let error = send(&mut challenge, &session).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(challenge.next(), Next::AskForCode);
    assert_eq!(script.arrived().len(), 2);

    for step in [Step::NoConnection, Step::Answer(404, "")] {
        let session = Script::new([INITIATED, step]).session();
        let mut challenge = self::challenge(&session).await;
        send(&mut challenge, &session).await.unwrap_err();
        assert_eq!(challenge.next(), Next::SendCode);
    }
}

#[test]
fn a_code_is_what_a_user_can_type() {
    for refused in ["", "  ", "12\n34", "１２３４", &"1".repeat(65)] {
        let error = Otp::new(refused).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("12"), "{error}");
    }
    let otp: Otp = serde_json::from_str(r#"" 123456\n""#).unwrap();
    assert_eq!(serde_json::to_string(&otp).unwrap(), r#""123456""#);
    assert_eq!(format!("{otp:?}"), "Otp([redacted])");
}
