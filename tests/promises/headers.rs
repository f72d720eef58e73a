//! Headers are those that were declared and asked for, each once, or nothing is sent.

use connectpay::{Outcome, Stage};

use crate::declared::Example as _;
use crate::recorder::Recorder;

#[tokio::test]
async fn header_arguments_are_sent_and_none_is_left_out() {
    let recorder = Recorder::answering(200, "");
    recorder
        .client()
        .headers("id-1", Some("application/json;version=2"), None)
        .await
        .unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-request-id"), Some("id-1"));
    assert_eq!(
        received.header("accept"),
        Some("application/json;version=2")
    );
    assert_eq!(received.header("x-count"), None);
}

#[tokio::test]
async fn a_header_argument_that_could_split_the_head_is_refused_with_nothing_sent() {
    for refused in [
        "a\r\nx: y",
        "a\nb",
        "a\rb",
        "a\0b",
        "é",
        " a",
        "a ",
        "\ta",
        "\u{7f}",
    ] {
        let recorder = Recorder::answering(200, "");
        let error = recorder
            .client()
            .headers(refused, None, None)
            .await
            .unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`id`"), "{error}");
        assert_eq!(recorder.received().len(), 0, "{refused:?}");
    }
}

#[tokio::test]
async fn a_reserved_header_is_refused_in_the_spelling_of_variables_too() {
    for name in [
        "PSU_IP_ADDRESS",
        "x_connectpay_api_key",
        "Content_Length",
        "X_Request_ID",
    ] {
        refuses_header(name).await;
    }
}

#[tokio::test]
async fn a_header_that_tells_another_address_host_or_path_is_refused_by_its_name() {
    for name in [
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Whatever",
        "x_forwarded_host",
        "X-Real-IP",
        "CF-Connecting-IP",
        "True-Client-IP",
        "X-Original-URI",
    ] {
        refuses_header(name).await;
    }
}

/// The header is refused with nothing sent, in a message that names it.
async fn refuses_header(name: &str) {
    let recorder = Recorder::answering(200, "");
    let call = recorder.client().optional(None).header(name, "1");
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    let named = format!("`{}`", name.to_ascii_lowercase());
    assert!(error.to_string().contains(&named), "{error}");
    assert_eq!(recorder.received().len(), 0, "{name}");
}

#[tokio::test]
async fn a_header_of_a_call_takes_the_place_of_the_other_spelling() {
    let recorder = Recorder::answering(200, "");
    let call = recorder.client().headers("id-1", None, Some(1));
    call.header("x_count", "2").await.unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-count"), None);
    assert_eq!(received.header("x_count"), Some("2"));
}
