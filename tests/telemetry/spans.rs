//! The spans of a call, as OpenTelemetry's SDK exports them.

use std::time::Duration;

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Client, Environment, RetryPolicy};
use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::trace::SpanData;

use crate::canaries::{ARGUMENT, BODY, TOKEN, assert_clean, credentials};
use crate::declared::{Example as _, NewUser, UserManagement as _};
use crate::exported::{Attributes, Exported, expected};
use crate::recorder::{ByteServer, Recorder};
use crate::scripted::{Scripted, Step, answer};
use crate::subscriber::Listening;

fn attributes(span: &SpanData) -> Attributes {
    crate::exported::attributes(&span.attributes)
}

fn failed() -> Status {
    Status::error("")
}

/// The attempts and their call.
fn call(spans: &[SpanData]) -> (&[SpanData], &SpanData) {
    let (call, attempts) = spans.split_last().expect("a span");
    for attempt in attempts {
        assert_eq!(attempt.parent_span_id, call.span_context.span_id());
        assert_eq!(attempt.span_kind, SpanKind::Client);
    }
    assert_eq!(call.span_kind, SpanKind::Internal);
    (attempts, call)
}

#[tokio::test]
async fn a_call_is_a_span_with_a_child_for_its_attempt() {
    let heard = Listening::begin().await;
    let server = ByteServer::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let client = Client::builder(server.environment(), credentials()).build();
    let session = client
        .unwrap()
        .session(AccessToken::new(TOKEN).unwrap(), [198, 51, 100, 77])
        .unwrap();
    session.authorise("event-77").await.unwrap();

    let spans = heard.spans();
    let (attempts, call) = call(&spans);
    assert_eq!(attempts.len(), 1);
    let id = server.received()[0]
        .lines()
        .find_map(|line| line.strip_prefix("x-request-id: "))
        .unwrap()
        .to_owned();
    let template = "/baas-sca/user-management/client/sca/authorise/{event_id}";

    assert_eq!(call.name, "authorise");
    assert_eq!(call.status, Status::Unset);
    assert_eq!(
        attributes(call),
        expected([
            ("http.request.header.x-request-id", id.as_str().into()),
            ("url.template", template.into()),
            ("connectpay.auth", "user".into()),
        ])
    );

    let attempt = &attempts[0];
    assert_eq!(attempt.name, format!("POST {template}"));
    assert_eq!(attempt.status, Status::Unset);
    assert_eq!(
        attributes(attempt),
        expected([
            ("http.request.method", "POST".into()),
            ("http.request.header.x-request-id", id.as_str().into()),
            ("http.response.status_code", Exported::Int(204)),
            ("network.protocol.version", "1.1".into()),
            ("url.template", template.into()),
            ("server.address", "127.0.0.1".into()),
            ("server.port", i64::from(server.address.port()).into()),
        ])
    );
}

#[tokio::test]
async fn the_default_port_is_a_number_too() {
    let heard = Listening::begin().await;
    Recorder::answering(204, "")
        .client()
        .optional(None)
        .await
        .unwrap();
    let spans = heard.spans();
    assert_eq!(attributes(&spans[0])["server.port"], Exported::Int(80));

    let heard = {
        drop(heard);
        Listening::begin().await
    };
    Client::builder(Environment::Stage, credentials())
        .transport(Recorder::answering(204, ""))
        .build()
        .unwrap()
        .optional(None)
        .await
        .unwrap();
    let spans = heard.spans();
    let attributes = attributes(&spans[0]);
    assert_eq!(attributes["server.port"], Exported::Int(443));
    assert_eq!(
        attributes["server.address"],
        "api2-stage.connectpay.com".into()
    );
}

#[tokio::test(start_paused = true)]
async fn each_attempt_after_the_first_has_its_number_once() {
    let heard = Listening::begin().await;
    let server = Scripted::new([answer(503), Step::Cut, answer(200)]);
    server.client().numbers().await.unwrap();

    let spans = heard.spans();
    let (attempts, call) = call(&spans);
    let seen: Vec<_> = attempts
        .iter()
        .map(|attempt| {
            let mut attributes = attributes(attempt);
            (
                attributes.remove("http.request.resend_count"),
                attributes.remove("error.type"),
                attempt.status.clone(),
            )
        })
        .collect();
    let expected = [
        (None, Some("503".into()), failed()),
        (Some(Exported::Int(1)), Some("transport".into()), failed()),
        (Some(Exported::Int(2)), None, Status::Unset),
    ];
    assert_eq!(seen, expected);
    // A call whose last attempt succeeded has not failed.
    assert_eq!(call.status, Status::Unset);
    assert!(!attributes(call).contains_key("error.type"));
}

/// `error.type` and `connectpay.outcome` of the call, and `error.type` of its last
/// attempt, if there was one.
async fn failure(
    call_fails: impl AsyncFnOnce(),
) -> (Option<String>, Option<String>, Option<String>) {
    let heard = Listening::begin().await;
    call_fails().await;
    let spans = heard.spans();
    let (attempts, call) = call(&spans);
    assert_eq!(call.status, failed());
    let text = |span: &SpanData, name: &str| {
        attributes(span).remove(name).map(|it| match it {
            Exported::Text(text) => text,
            Exported::Int(number) => panic!("{name} is the number {number}"),
        })
    };
    let of_attempt = attempts.last().map(|attempt| {
        assert_eq!(attempt.status, failed());
        text(attempt, "error.type").unwrap()
    });
    (
        text(call, "error.type"),
        text(call, "connectpay.outcome"),
        of_attempt,
    )
}

/// A user without a token.
struct Nobody;

impl TokenSource for Nobody {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        Err("nobody".into())
    }
}

#[tokio::test(start_paused = true)]
async fn every_failure_sets_the_status_and_its_type() {
    let some = |text: &str| Some(text.to_owned());
    for (step, error_type, outcome) in [
        (answer(503), "503", "unknown"),
        (answer(404), "404", "rejected"),
        (answer(302), "302", "unknown"),
        (Step::Cut, "transport", "unknown"),
        (Step::NoConnection, "transport", "not_sent"),
        (Step::Silence, "timeout", "unknown"),
    ] {
        let server = Scripted::new([step]);
        let client = server
            .builder()
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        let seen = failure(async || drop(client.numbers().await.unwrap_err())).await;
        assert_eq!(seen, (some(error_type), some(outcome), some(error_type)));
    }
    let server = Scripted::new([answer(200)]);
    let client = server.builder().max_answer_bytes(1).build().unwrap();
    let seen = failure(async || drop(client.numbers().await.unwrap_err())).await;
    assert_eq!(seen, (some("decode"), some("unknown"), some("decode")));

    let session = server.client().session(Nobody, [198, 51, 100, 77]).unwrap();
    let seen = failure(async || drop(session.authorise("1").await.unwrap_err())).await;
    assert_eq!(seen, (some("authenticate"), some("not_sent"), None));
}

#[tokio::test]
async fn a_success_that_cannot_be_read_is_a_failed_call_and_no_failed_attempt() {
    for with_response in [false, true] {
        let heard = Listening::begin().await;
        let call_of_it = Recorder::answering(200, "{}").client().numbers();
        if with_response {
            call_of_it.with_response().await.unwrap_err();
        } else {
            call_of_it.await.unwrap_err();
        }
        let spans = heard.spans();
        let (attempts, call) = call(&spans);
        assert_eq!(attempts[0].status, Status::Unset);
        assert_eq!(call.status, failed());
        let attributes = attributes(call);
        assert_eq!(attributes["error.type"], "decode".into());
        assert_eq!(attributes["connectpay.outcome"], "unknown".into());
    }
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_call_says_so() {
    let server = Scripted::new([Step::Silence]);
    let client = server.client();
    let seen = failure(async || {
        let call = tokio::time::timeout(Duration::from_secs(1), client.numbers());
        call.await.unwrap_err();
    })
    .await;
    let cancelled = Some("cancelled".to_owned());
    assert_eq!(seen, (cancelled.clone(), None, cancelled));
}

#[tokio::test]
async fn the_negotiated_version_is_there() {
    use connectpay_faults::{Authority, Fault, FaultServer, Frame, Layer, Step, status_block};

    let heard = Listening::begin().await;
    let authority = Authority::new();
    let settings = Frame::of_connection(Frame::SETTINGS, 0, Vec::new());
    let flags = Frame::END_HEADERS | Frame::END_STREAM;
    let answer = Frame::of_request(Frame::HEADERS, flags, status_block(204, &[]));
    let server = FaultServer::start(Fault {
        layer: Layer::TlsHttp2(authority.valid()),
        steps: vec![
            Step::Send(settings.bytes()),
            Step::AwaitRequest(1),
            Step::Send(answer.bytes()),
            Step::Stall,
        ],
    })
    .await;
    let environment = Environment::custom(&server.base_url()).unwrap();
    for on_reqwest in [false, true] {
        let mut builder = Client::builder(environment.clone(), credentials())
            .certificate_authorities(authority.der());
        if on_reqwest {
            builder = builder.reqwest();
        }
        builder.build().unwrap().optional(None).await.unwrap();
    }
    let spans = heard.spans();
    assert_eq!(spans.len(), 4);
    for attempt in [&spans[0], &spans[2]] {
        assert_eq!(attributes(attempt)["network.protocol.version"], "2".into());
    }
}

#[tokio::test]
async fn what_is_exported_has_no_argument_and_no_secret() {
    let heard = Listening::begin().await;
    for status in [200, 422, 503] {
        let recorder = Recorder::answering(status, BODY);
        let client = recorder.client();
        client
            .create_user(&NewUser { email: BODY })
            .await
            .unwrap_err();
        client.search(ARGUMENT, &[ARGUMENT], None, None).await.ok();
        let token = AccessToken::new(TOKEN).unwrap();
        let session = client.session(token, [198, 51, 100, 77]).unwrap();
        session.authorise(ARGUMENT).await.ok();
    }
    let exported = format!("{:?}", heard.spans());
    assert!(exported.contains("url.template"));
    assert_clean("an exported span", &exported);
}
