//! How an answer that contains a challenge is read.

use connectpay::sca::{self, Next, Sca, Vocabulary};
use connectpay::{Outcome, Stage};
use serde_json::{Value, json};

use crate::bank::{Bank as _, Initiated, Script, Step};

async fn initiated(body: &'static str) -> connectpay::Result<Sca<Initiated>> {
    Script::new([Step::Answer(201, body)])
        .session()
        .initiate()
        .await
}

#[tokio::test]
async fn an_answer_without_a_challenge_is_the_value() {
    for body in [
        r#"{"paymentOrderNo":"s-1"}"#,
        // Some servers write `null` for what is missing.
        r#"{"paymentOrderNo":"s-1","challengeStatus":null,"authorisationEventId":null}"#,
        r#"{"paymentOrderNo":"s-1","links":[{"authorisationEventId":null}]}"#,
    ] {
        let Sca::Done(value) = initiated(body).await.unwrap() else {
            panic!("{body}");
        };
        assert_eq!(value.payment_order_no, "s-1");
    }
}

#[tokio::test]
async fn an_answer_with_a_challenge_has_it_beside_the_value() {
    for body in [
        r#"{"paymentOrderNo":"s-1","challengeStatus":"Required","authorisationEventId":"e-1"}"#,
        // ConnectPay's page on payments shows only the identifier.
        r#"{"authorisationEventId":"e-1","paymentOrderNo":"s-1"}"#,
        r#"{"paymentOrderNo":"s-1","challengestatus":"Required","authorisationEventID":"e-1"}"#,
        "{\"paymentOrderNo\":\"s-1\",\"challenge\\u0053tatus\":\"Required\",\"authorisationEventId\":\"e-1\"}",
    ] {
        let Sca::Required(pending) = initiated(body).await.unwrap() else {
            panic!("{body}");
        };
        assert_eq!(pending.answer.payment_order_no, "s-1");
        assert_eq!(pending.challenge.event_id().as_str(), "e-1");
        assert_eq!(pending.challenge.next(), Next::SendCode);
        assert!(!format!("{pending:?} {:?}", pending.challenge).contains("e-1"));
    }
}

/// Answers, and what their error says.
const IN_ANOTHER_WAY: &[(&str, &str)] = &[
    (
        r#"{"paymentOrderNo":"s-1","challengeStatus":"Optional"}"#,
        "Vocabulary",
    ),
    (
        r#"{"paymentOrderNo":"s-1","challengeStatus":"NotRequired","authorisationEventId":"e"}"#,
        "Vocabulary",
    ),
    (
        r#"{"paymentOrderNo":"s-1","challengeStatus":true}"#,
        "Vocabulary",
    ),
    (
        r#"{"paymentOrderNo":"s-1","challengeStatus":"Required"}"#,
        "without an",
    ),
    (
        r#"{"paymentOrderNo":"s-1","challengeStatus":"Required","authorisationEventId":""}"#,
        "without an",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisationEventId":7}"#,
        "without an",
    ),
    (
        r#"{"paymentOrderNo":"s-1","sca":{"challengeStatus":"Required"}}"#,
        "inside of another",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisationEventId":"e-1","AuthorisationEventId":"e-2"}"#,
        "twice",
    ),
    (
        r#"{"challengeStatus":"Required","authorisationEventId":"e-1"}"#,
        "another shape",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisationEventId":["e-1"]}"#,
        "without an",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisationEventId":"  "}"#,
        "is empty",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisationEventId":"a\nb"}"#,
        "control character",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisationEventId":"a/b"}"#,
        "has a `/`",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisationEventId":".."}"#,
        "dot segment",
    ),
    (
        r#"{"paymentOrderNo":"s-1","scaStatus":"started"}"#,
        "not met",
    ),
    (
        r#"{"paymentOrderNo":"s-1","authorisations":[{"scaStatus":"failed"}]}"#,
        "not met",
    ),
    (
        r#"{"paymentOrderNo":"s-1","challenge-status":"Optional"}"#,
        "Vocabulary",
    ),
    (
        r#"{"paymentOrderNo":"s-1","x":{"authorization_event_id":"e-1"}}"#,
        "inside of another",
    ),
    ("not JSON", "not JSON"),
];

#[tokio::test]
async fn an_answer_that_speaks_of_a_challenge_in_another_way_is_unknown() {
    for (body, why) in IN_ANOTHER_WAY.iter().copied() {
        let error = initiated(body).await.unwrap_err();
        assert_eq!(error.stage(), Stage::Decode, "{body}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
        assert!(error.to_string().contains(why), "{body}: {error}");
        assert_eq!(error.service().unwrap().body(), body);
        assert!(!error.to_string().contains("s-1"), "{error}");
    }
}

#[test]
fn a_step_that_has_no_value_may_have_a_challenge() {
    let login = r#"{"challengeStatus":"Required","authorisationEventId":"e-1","user":{"id":1}}"#;
    let login: Sca<Initiated, ()> = Sca::from_answer(login).unwrap();
    assert!(matches!(login, Sca::Required(_)));
    for done in [r#"{"whatever":[1]}"#, "{}", "null", ""] {
        let confirmed: Sca<()> = Sca::from_answer(done).unwrap();
        assert!(matches!(confirmed, Sca::Done(())), "{done}");
    }
}

#[test]
fn a_step_that_has_no_value_is_not_done_by_what_is_no_object() {
    for other in [
        r#""Required""#,
        r#""{\"challengeStatus\":\"Required\"}""#,
        "false",
        "0",
        "[]",
    ] {
        let error = Sca::<()>::from_answer(other).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{other}");
    }
}

#[test]
fn another_spelling_hides_no_challenge() {
    for status in [
        "challengeStatus",
        "challenge_status",
        "Challenge-Status",
        "challengeStatus ",
    ] {
        for id in [
            "authorisationEventId",
            "authorizationEventId",
            "authorisation_event_id",
        ] {
            let answer = json!({ status: "Required", id: "e-1", "scaStatus": "started" });
            let answer = Sca::<()>::from_answer(answer.to_string()).unwrap();
            let Sca::Required(pending) = answer else {
                panic!("{status} {id}");
            };
            assert_eq!(pending.challenge.event_id().as_str(), "e-1");
        }
    }
}

#[test]
fn nothing_hides_a_challenge_behind_a_value_that_nobody_reads() {
    // This is deeper than the search goes.
    let deep = format!(
        r#"{{"x":{}{},"challengeStatus":"Required","authorisationEventId":"e"}}"#,
        "[".repeat(200),
        "]".repeat(200),
    );
    assert!(Sca::<()>::from_answer(&deep).is_err());
}

/// Other words than ConnectPay's.
pub(crate) enum Ours {}

impl Vocabulary for Ours {
    const CHALLENGE_STATUS: &'static str = "sca";
    const REQUIRED: &'static [&'static str] = &["yes"];
    const EVENT_ID: &'static str = "event";
    const SCA_STATUS: Option<&'static str> = None;
}

#[test]
fn other_words_are_named_in_one_place() {
    type Ourselves = sca::Sca<Value, Value, Ours>;
    let required = Ourselves::from_answer(r#"{"sca":"yes","event":"e-1"}"#).unwrap();
    assert!(matches!(required, Ourselves::Required(_)));
    let done = Ourselves::from_answer(r#"{"paymentOrderNo":"s-1"}"#).unwrap();
    assert!(matches!(done, Ourselves::Done(_)));
    // ConnectPay's own words are no value, and no challenge in words that were named.
    for theirs in [
        r#"{"authorisationEventId":"e-1"}"#,
        r#"{"challengeStatus":"Required","authorisationEventId":"e-1"}"#,
        r#"{"sca":"yes","event":"e-1","authorisationEventId":"e-2"}"#,
    ] {
        let error = Ourselves::from_answer(theirs).unwrap_err();
        assert_eq!(error.stage(), Stage::Decode, "{theirs}");
        assert!(error.to_string().contains("Vocabulary"), "{error}");
    }
    let nested = r#"{"payment":{"authorisationEventID":"e-1"}}"#;
    assert!(Ourselves::from_answer(nested).is_err());
}

#[test]
fn an_identifier_is_of_a_sane_size() {
    let answer = |id: &str| json!({ "authorisationEventId": id }).to_string();
    let longest = "e".repeat(256);
    assert!(Sca::<()>::from_answer(answer(&longest)).is_ok());
    let error = Sca::<()>::from_answer(answer(&(longest + "e"))).unwrap_err();
    assert!(error.to_string().contains("256 bytes"), "{error}");
}
