//! An error says how far the call got and what is known of its effect.

use std::error::Error as _;

use connectpay::transport::{NotSent, RequestBody};
use connectpay::{Client, Environment, Outcome, Stage};
use serde::Deserialize;

use crate::declared::{NewUser, UserManagement as _};
use crate::recorder::{ByteServer, Recorder, credentials};

const USER: NewUser = NewUser {
    email: "a@example.com",
};

#[tokio::test]
async fn every_status_but_a_success_is_an_error_with_its_outcome() {
    for (status, outcome, transient) in [
        (300, Outcome::Unknown, false),
        (304, Outcome::Unknown, false),
        (400, Outcome::Rejected, false),
        (401, Outcome::Rejected, false),
        (403, Outcome::Rejected, false),
        (408, Outcome::Unknown, false),
        (409, Outcome::Rejected, false),
        (422, Outcome::Rejected, false),
        (429, Outcome::Rejected, true),
        (499, Outcome::Unknown, false),
        (500, Outcome::Unknown, false),
        (502, Outcome::Unknown, true),
        (503, Outcome::Unknown, true),
        (504, Outcome::Unknown, true),
        (599, Outcome::Unknown, false),
        (999, Outcome::Unknown, false),
    ] {
        let recorder = Recorder::answering(status, r#"{"userId":"u-1"}"#);
        let error = recorder.client().create_user(&USER).await.unwrap_err();
        assert_eq!(error.stage(), Stage::Service, "{status}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.outcome(), outcome, "{status}");
        assert_eq!(error.is_transient(), transient, "{status}");
        assert_eq!(recorder.received().len(), 1);
    }
}

#[tokio::test]
async fn a_refusal_keeps_the_answer_as_it_came() {
    #[derive(Deserialize)]
    struct Problem {
        title: String,
    }
    let client = Recorder::answering(422, r#"{"title":"no such IBAN"}"#).client();
    let error = client.create_user(&USER).await.unwrap_err();
    let answer = error.service().unwrap();
    assert_eq!(answer.body(), r#"{"title":"no such IBAN"}"#);
    assert_eq!(answer.json::<Problem>().unwrap().title, "no such IBAN");
    assert_eq!(answer.json::<u8>().unwrap_err().stage(), Stage::Decode);
    assert!(!format!("{error} {error:?} {answer:?}").contains("IBAN"));
    assert_eq!(
        error.to_string(),
        "POST /baas-sca/user-management/partner/users: ConnectPay answered 422 Unprocessable Entity"
    );
    assert_eq!(error.endpoint().unwrap().name(), "create_user");
}

#[tokio::test]
async fn a_connection_that_cannot_be_made_is_certainly_not_sent() {
    let port = {
        let server = ByteServer::answering("").await;
        server.address.port()
    };
    // The server is gone; give its task the time to close the port.
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let environment = Environment::custom(&format!("http://127.0.0.1:{port}")).unwrap();
    let client = Client::builder(environment, credentials()).build().unwrap();
    let error = client.create_user(&USER).await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Transport, Outcome::NotSent)
    );
    assert!(error.is_transient());
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_connection_that_ends_without_an_answer_leaves_the_outcome_open() {
    for answer in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{",
        "garbage",
    ] {
        let server = ByteServer::answering(answer).await;
        let client = Client::builder(server.environment(), credentials())
            .build()
            .unwrap();
        let error = client.create_user(&USER).await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Transport, Outcome::Unknown),
            "{answer}"
        );
        assert_eq!(server.received().len(), 1, "{answer}");
    }
}

#[tokio::test]
async fn a_transport_of_ones_own_can_say_that_nothing_was_sent() {
    let failing = |not_sent: bool| {
        tower::service_fn(move |_: http::Request<RequestBody>| async move {
            let error: connectpay::BoxError = if not_sent {
                NotSent::new("the pool is full").into()
            } else {
                "the line broke".into()
            };
            Err::<http::Response<RequestBody>, _>(error)
        })
    };
    for (not_sent, outcome) in [(true, Outcome::NotSent), (false, Outcome::Unknown)] {
        let client = Client::builder(Environment::Production, credentials())
            .transport(failing(not_sent))
            .build()
            .unwrap();
        let error = client.create_user(&USER).await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Transport, outcome)
        );
    }
}

#[test]
fn an_error_is_as_small_as_a_pointer_and_can_cross_threads() {
    fn crosses<T: Send + Sync + std::error::Error + 'static>() {}
    crosses::<connectpay::Error>();
    assert_eq!(size_of::<connectpay::Error>(), size_of::<usize>());
}
