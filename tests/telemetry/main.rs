//! What a call writes into spans and logs, and what it must never write.
//!
//! The whole process has one subscriber: `tracing` remembers for each place in the code
//! whether anybody listens, so one thread's subscriber would find places that another
//! has switched off.

mod exported;
mod metrics;
mod one_time_passwords;
mod over_http2;
mod spans;
mod subscriber;
mod templates;

use connectpay::{AccessToken, Client};
// `crate::recorder` and its like, in every module.
use connectpay_test_support::{canaries, declared, recorder, scripted};

use crate::canaries::{ANSWER, ARGUMENT, BODY, TOKEN, assert_clean, credentials, printed};
use crate::declared::{Example as _, NewUser, UserManagement as _};
use crate::recorder::{ByteServer, Recorder};
use crate::subscriber::Listening;

#[tokio::test]
async fn a_call_is_a_span_with_the_names_of_opentelemetry() {
    let heard = Listening::begin().await;
    let recorder = Recorder::answering(204, "");
    recorder.session().authorise("event-77").await.unwrap();
    for (name, value) in [
        (
            "otel.name",
            "POST /baas-sca/user-management/client/sca/authorise/{event_id}",
        ),
        ("otel.kind", "client"),
        ("http.request.method", "POST"),
        (
            "url.template",
            "/baas-sca/user-management/client/sca/authorise/{event_id}",
        ),
        ("server.address", "localhost"),
        ("http.response.status_code", "204"),
    ] {
        assert_eq!(heard.field(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(heard.field("error.type"), None);
    let id = recorder.only().header("x-request-id").map(str::to_owned);
    assert_eq!(heard.field("http.request.header.x-request-id"), id);
    assert!(!heard.text().contains("event-77"));
}

#[tokio::test]
async fn a_failed_call_has_the_type_of_its_error() {
    let heard = Listening::begin().await;
    Recorder::answering(503, "")
        .client()
        .optional(None)
        .await
        .unwrap_err();
    assert_eq!(
        heard.field("http.response.status_code").as_deref(),
        Some("503")
    );
    assert_eq!(heard.field("error.type").as_deref(), Some("503"));
}

/// Successes and failures over the network, with every crate's log at its most detailed
/// level.
#[tokio::test]
async fn neither_errors_nor_logs_print_them() {
    let heard = Listening::begin().await;

    let answers = [
        format!("HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n\"{ANSWER}\""),
        format!("HTTP/1.1 422 No\r\ncontent-length: 13\r\n\r\n{ANSWER}"),
        "HTTP/1.1 302 Found\r\nlocation: http://example.com\r\ncontent-length: 0\r\n\r\n"
            .to_owned(),
        format!("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{ANSWER}"),
        ANSWER.to_owned(),
        String::new(),
    ];
    let mut failures = 0;
    for answer in answers {
        let server = ByteServer::answering(answer).await;
        let client = Client::builder(server.environment(), credentials())
            .build()
            .unwrap();
        let token = AccessToken::new(TOKEN).unwrap();
        let session = client.session(token, [198, 51, 100, 77]).unwrap();
        let results = [
            client.create_user(&NewUser { email: BODY }).await.err(),
            client
                .thing(1, ARGUMENT)
                .header("x-note", ARGUMENT)
                .await
                .err(),
            client.search(ARGUMENT, &[ARGUMENT], None, None).await.err(),
            client.numbers().await.err(),
            session.authorise(ARGUMENT).await.err(),
            client.thing(1, &format!("{ARGUMENT}\n")).await.err(),
        ];
        for error in results.into_iter().flatten() {
            failures += 1;
            assert_clean("an error", &printed(&error));
        }
    }
    assert!(failures > 20, "{failures}");
    let log = heard.text();
    assert!(log.contains("url.template"), "nothing was logged");
    assert_clean("the log", &log);
}
