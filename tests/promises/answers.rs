//! From the answer's body to the declared type.

use axum::Router;
use axum::http::HeaderName;
use axum::routing::get;
use connectpay::{Client, Environment, Outcome, Stage};
use serde::Deserialize;

use crate::declared::{CreatedUser, Example as _, NewUser, UserManagement as _};
use crate::recorder::{Recorder, credentials};
use crate::retries::Things as _;
use crate::scripted::{Scripted, answer};

const USER: NewUser = NewUser {
    email: "a@example.com",
};

#[tokio::test]
async fn unknown_fields_are_ignored_since_connectpay_adds_some() {
    let client = Recorder::answering(200, r#"{"userId":"u-1","new":{"x":1}}"#).client();
    let user = client.create_user(&USER).await.unwrap();
    assert_eq!(
        user,
        CreatedUser {
            user_id: "u-1".to_owned()
        }
    );
}

#[tokio::test]
async fn unit_ignores_the_body_also_behind_an_alias() {
    for body in ["", "OK", "{", "[1]"] {
        Recorder::answering(200, body)
            .client()
            .nothing()
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_option_is_none_for_an_empty_body_or_null() {
    for (body, expected) in [("", None), ("null", None), ("7", Some(7))] {
        let value = Recorder::answering(200, body)
            .client()
            .maybe()
            .await
            .unwrap();
        assert_eq!(value, expected);
    }
}

#[tokio::test]
async fn bytes_are_the_body_as_it_came() {
    let client = Recorder::answering(200, &b"\xff\0not json"[..]).client();
    assert_eq!(client.thing(1, "o").await.unwrap(), &b"\xff\0not json"[..]);
}

#[tokio::test]
async fn an_unreadable_success_tells_the_place_and_never_the_content() {
    for (body, expected) in [
        (
            r#"["IBAN-LT12"]"#,
            "JSON of another shape (line 1, column 12)",
        ),
        (r#"[1, "IBAN-LT12"#, "ends too early"),
        ("IBAN-LT12", "is not JSON"),
        ("", "empty body"),
    ] {
        let error = Recorder::answering(200, body)
            .client()
            .numbers()
            .await
            .unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Decode, Outcome::Unknown)
        );
        let shown = error.to_string();
        assert!(shown.contains(expected), "{shown}");
        assert!(
            shown.starts_with("GET /example/partner/numbers: "),
            "{shown}"
        );
        assert!(!format!("{shown} {error:?}").contains("LT12"));
    }
}

#[tokio::test]
async fn a_payment_whose_answer_cannot_be_read_keeps_its_id() {
    #[derive(Deserialize)]
    struct Paid {
        id: String,
    }
    let recorder = Recorder::answering(201, r#"{"id":"p-1"}"#);
    let error = recorder.client().create_user(&USER).await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Decode, Outcome::Unknown)
    );
    assert_eq!(error.status().unwrap().as_u16(), 201);
    let answer = error.service().unwrap();
    assert_eq!(answer.json::<Paid>().unwrap().id, "p-1");
    assert!(!error.is_transient());
    let id = recorder.only().header("x-request-id").map(str::to_owned);
    assert_eq!(error.request_id(), id.as_deref());
    // This holds for the value with status and headers, too.
    let with_response = recorder.client().create_user(&USER).with_response().await;
    assert_eq!(with_response.unwrap_err().status().unwrap().as_u16(), 201);
    assert!(!format!("{error} {error:?} {answer:?}").contains("p-1"));
}

/// A client of a server with this answer.
fn answering(
    headers: &'static [(&'static str, &'static str)],
    body: impl Into<bytes::Bytes>,
) -> connectpay::ClientBuilder {
    let body = body.into();
    let headers = headers
        .iter()
        .map(|&(name, value)| (HeaderName::from_static(name), value))
        .collect::<Vec<_>>();
    let answer = async move || {
        let mut response = http::Response::new(axum::body::Body::from(body.clone()));
        for (name, value) in headers {
            response.headers_mut().insert(name, value.parse().unwrap());
        }
        response
    };
    Client::builder(
        Environment::custom("http://localhost").unwrap(),
        credentials(),
    )
    .transport(Router::new().fallback(get(answer)))
}

#[tokio::test]
async fn an_unreadable_success_names_what_the_body_is_said_to_be() {
    for (headers, body, expected) in [
        (&[][..], &b"<html>"[..], "200 OK, without a content type"),
        (
            &[("content-type", "text/html; charset=utf-8")],
            b"<html>",
            "200 OK, content type `text/html; charset=utf-8`",
        ),
        (
            &[
                ("content-type", "application/json"),
                ("content-encoding", "gzip"),
            ],
            b"\x1f\x8b",
            "content type `application/json`, content encoding `gzip`, which the request did not accept",
        ),
        (
            &[("content-type", "application/json")],
            b"\xef\xbb\xbf[]",
            "`application/json`, with a byte-order mark of UTF-8",
        ),
        (
            &[("content-type", "application/json")],
            b"\xff\xfe[\0]\0",
            "`application/json`, with a byte-order mark of UTF-16",
        ),
        (
            &[("content-type", "LT601010012345678901")],
            b"<html>",
            "200 OK, with a malformed content type",
        ),
        (
            &[("content-encoding", "LT60 1010")],
            b"<html>",
            "without a content type, with a malformed content encoding",
        ),
    ] {
        let client = answering(headers, body).build().unwrap();
        let shown = client.numbers().await.unwrap_err().to_string();
        assert!(shown.contains(expected), "{shown}");
        assert!(
            !shown.contains("html>") && !shown.contains("1010"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn an_unreadable_success_is_kept_up_to_the_limit_of_refusals() {
    for (length, kept) in [(10, 10), (100, 100), (101, 100), (1000, 100)] {
        let client = answering(&[], "x".repeat(length)).max_refusal_bytes(100);
        let error = client.build().unwrap().numbers().await.unwrap_err();
        assert_eq!(error.service().unwrap().body().len(), kept);
        assert!(error.to_string().contains(&format!("{length} bytes")));
    }
}

#[tokio::test]
async fn an_answer_that_is_too_large_keeps_its_head_and_its_beginning() {
    let headers = &[("x-payment", "p-1"), ("content-type", "application/json")];
    for (limit, kept) in [(4, 4), (1000, 1000), (10_000, 2000)] {
        let client = answering(headers, "x".repeat(2000))
            .max_answer_bytes(1999)
            .max_refusal_bytes(limit);
        let error = client.build().unwrap().numbers().await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Decode, Outcome::Unknown)
        );
        let answer = error.service().unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        assert_eq!(answer.headers()["x-payment"], "p-1");
        assert_eq!(answer.body(), &"x".repeat(kept));
        assert!(error.request_id().is_some());
        assert!(!format!("{error} {error:?}").contains("xxx"));
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_asked_for_again() {
    // The body is `[]`, which exceeds the limit.
    let server = Scripted::new([answer(200)]);
    let client = server.builder().max_answer_bytes(1).build().unwrap();
    for call in [client.list(), client.set(), client.pay()] {
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Decode, Outcome::Unknown)
        );
    }
    assert_eq!(server.count(), 3);
}
