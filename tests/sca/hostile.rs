//! Answers that were made to have a challenge overlooked.

use connectpay::sca::{Finalised, Sca};
use connectpay::{Outcome, Stage};

use crate::bank::{Bank as _, Script, Step};

/// Whether the answer is read as a challenge, or refused with what was done unknown.
fn is_never_done(body: &[u8]) {
    match Sca::<()>::from_answer(body) {
        Ok(Sca::Done(())) => panic!("done: {}", String::from_utf8_lossy(body)),
        Ok(Sca::Required(_)) => {}
        Err(error) => {
            assert_eq!(
                (error.stage(), error.outcome()),
                (Stage::Decode, Outcome::Unknown)
            );
        }
    }
}

#[test]
fn a_challenge_is_not_overlooked_in_json_that_parsers_read_differently() {
    for body in [
        // A member twice, of which parsers take the first or the last.
        r#"{"challengeStatus":null,"challengeStatus":"Required","authorisationEventId":"e"}"#,
        r#"{"challengeStatus":"Required","challengeStatus":null,"authorisationEventId":"e"}"#,
        r#"{"authorisationEventId":"e","authorisationEventId":null}"#,
        r#"{"authorisationEventId":null,"authorisationEventId":"e"}"#,
        r#"{"challengeStatus":"Required","challengeStatus":"Done"}"#,
        // Identifiers that are none.
        r#"{"authorisationEventId":0}"#,
        r#"{"authorisationEventId":false}"#,
        r#"{"authorisationEventId":[]}"#,
        r#"{"authorisationEventId":{}}"#,
        r#"{"authorisationEventId":""}"#,
        r#"{"challengeStatus":"","authorisationEventId":null}"#,
        r#"{"challengeStatus":0}"#,
        // Another case, and escapes.
        r#"{"CHALLENGESTATUS":"Required"}"#,
        r#"{"authorisationeventid":"e"}"#,
        "{\"\\u0061uthorisationEventId\":\"e\"}",
        // Deeper, and in lists.
        r#"[{"authorisationEventId":"e"}]"#,
        r#"[[[{"challengeStatus":"Required"}]]]"#,
        r#"{"a":{"b":[{"c":{"authorisationEventId":"e"}}]}}"#,
        r#"{"challengeStatus":{"authorisationEventId":"e"}}"#,
        r#"{"scaStatus":{"authorisationEventId":"e"}}"#,
        // What follows the JSON, and what is cut off.
        r#"{}{"authorisationEventId":"e"}"#,
        r#"null {"challengeStatus":"Required"}"#,
        r#"{"authorisationEventId":"e""#,
        "{\"authorisationEventId\":\"e\"}\0",
        "\u{feff}{\"authorisationEventId\":\"e\"}",
    ] {
        is_never_done(body.as_bytes());
    }
    // Not UTF-8.
    is_never_done(b"{\"authorisationEventId\":\"\xff\"}");
    is_never_done(b"{\"\xff\":1,\"authorisationEventId\":\"e\"}");
    let utf16 = r#"{"authorisationEventId":"e"}"#.encode_utf16();
    is_never_done(&utf16.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
}

#[test]
fn a_challenge_at_the_end_of_a_huge_answer_is_not_overlooked() {
    let others = r#"{"a":[1,2.5e300,"text",null,true]},"#.repeat(100_000);
    let body = format!(r#"{{"list":[{others}0],"authorisationEventId":"e-1"}}"#);
    assert!(matches!(
        Sca::<()>::from_answer(&body),
        Ok(Sca::Required(_))
    ));
    let body = format!(r#"{{"list":[{others}{{"authorisationEventId":"e-1"}}]}}"#);
    is_never_done(body.as_bytes());
    for depth in [100, 200, 100_000] {
        let body = "[".repeat(depth) + r#"{"authorisationEventId":"e-1"}"# + &"]".repeat(depth);
        is_never_done(body.as_bytes());
    }
}

#[tokio::test]
async fn an_answer_without_content_raises_no_challenge_and_ends_none() {
    /// Made up.
    #[connectpay::api(auth = user)]
    trait Empty {
        #[connectpay::endpoint(method = POST, path = "/example/client/begin", once)]
        async fn begin(&self) -> connectpay::Result<Sca<()>>;

        #[connectpay::endpoint(method = POST, path = "/example/client/verify", once)]
        async fn end(&self) -> connectpay::Result<Finalised>;
    }

    for status in [200, 201, 204] {
        let session = Script::new([Step::Answer(status, "")]).session();
        assert!(matches!(session.begin().await, Ok(Sca::Done(()))));
        let error = session.end().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        // A value cannot be read from nothing.
        let error = session.initiate().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}

#[test]
fn no_error_quotes_what_a_hostile_answer_holds() {
    let id = "secret-".repeat(50);
    for body in [
        format!(r#"{{"authorisationEventId":"{id}"}}"#),
        format!(r#"{{"challengeStatus":"{id}"}}"#),
        format!(r#"{{"authorisationEventId":"a/{id}"}}"#),
        format!(r#"{{"sca":{{"authorisationEventId":"{id}"}}}}"#),
    ] {
        let error = Sca::<()>::from_answer(body).unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains("secret"),
            "{error:?}"
        );
    }
}
