//! Arguments arrive where the declaration puts them, or nothing is sent.

use connectpay::{Outcome, Result, Stage};

use crate::declared::{Example as _, NewUser, Page, Unwritable, UserManagement as _};
use crate::recorder::Recorder;

fn sent(recorder: &Recorder) -> String {
    recorder.only().uri.to_string()
}

#[tokio::test]
async fn a_path_argument_is_escaped_into_one_segment() {
    let recorder = Recorder::answering(200, "");
    recorder
        .client()
        .thing(7, "a/b c?d#e%2Fé\\..f")
        .await
        .unwrap();
    assert_eq!(
        sent(&recorder),
        "http://localhost/example/partner/things/a%2Fb%20c%3Fd%23e%252F%C3%A9%5C..f/7"
    );
}

#[tokio::test]
async fn a_path_argument_that_would_change_the_path_is_refused_with_nothing_sent() {
    for refused in [
        "", " ", ".", "..", " ..", "‥", "x/../y", "a\nb", "a\r\nb", "\0", "\t", "\u{7f}",
    ] {
        let recorder = Recorder::answering(200, "");
        let error = recorder.client().thing(7, refused).await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`owner`"), "{error}");
        assert_eq!(recorder.received().len(), 0, "{refused:?}");
    }
}

#[tokio::test]
async fn a_body_is_json_and_none_is_no_body() {
    let recorder = Recorder::answering(200, "");
    recorder.client().note(Some("x")).await.unwrap();
    recorder.client().note(None).await.unwrap();
    let received = recorder.received();
    assert_eq!(received[0].method, "PUT");
    assert_eq!(received[0].body, r#""x""#);
    assert_eq!(received[0].header("content-type"), Some("application/json"));
    assert_eq!(received[1].body, "");
    assert_eq!(received[1].header("content-type"), None);
}

#[tokio::test]
async fn a_form_is_urlencoded() {
    let recorder = Recorder::answering(200, "");
    recorder
        .client()
        .form(&Page {
            number: 1,
            size: Some(5),
        })
        .await
        .unwrap();
    let received = recorder.only();
    assert_eq!(received.method, "POST");
    assert_eq!(received.body, "pageNo=1&pageSize=5");
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
}

#[tokio::test]
async fn an_argument_that_cannot_be_encoded_is_reported_when_awaited_without_being_shown() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for call in [
        client.unwritable(&Unwritable("s3cret")),
        client.unwritable_query(&Unwritable("s3cret")),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`value`"), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn arguments_are_consumed_when_the_method_is_called() {
    let recorder = Recorder::answering(201, r#"{"userId":"u-1"}"#);
    let call = {
        let user = NewUser {
            email: "a@example.com",
        };
        recorder.client().create_user(&user)
    };
    assert_eq!(recorder.received().len(), 0);
    call.await.unwrap();
    assert_eq!(recorder.only().body, r#"{"email":"a@example.com"}"#);
}

#[tokio::test]
async fn a_number_that_is_nan_or_infinite_is_refused_in_every_place_with_nothing_sent() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for call in [
            client.number_in_the_body(&[Some(0.5), Some(number)]),
            client.number_in_the_form(&[("number", number)]),
            client.number_in_the_query(number),
        ] {
            let error = call.await.unwrap_err();
            assert_eq!(
                (error.stage(), error.outcome()),
                (Stage::Build, Outcome::NotSent)
            );
            assert!(
                error
                    .to_string()
                    .contains("`number` has a number that is NaN"),
                "{error}"
            );
        }
    }
    assert_eq!(recorder.received().len(), 0);
    client.number_in_the_body(&[Some(0.5), None]).await.unwrap();
    assert_eq!(recorder.only().body, "[0.5,null]");
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Filters {
    #[connectpay::endpoint(method = GET, path = "/filtered")]
    async fn filtered(&self, #[query] page: &Page) -> Result<()>;
}

#[tokio::test]
async fn a_struct_as_one_query_parameter_says_how_its_fields_become_several() {
    let recorder = Recorder::answering(200, "");
    let page = Page {
        number: 2,
        size: None,
    };
    let error = recorder.client().filtered(&page).await.unwrap_err();
    assert_eq!(recorder.received().len(), 0);
    let message = error.to_string();
    assert!(message.contains("`page`"), "{message}");
    assert!(
        message.contains("expected `#[query(flatten)]`"),
        "{message}"
    );
}
