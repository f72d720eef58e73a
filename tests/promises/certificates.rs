//! An error names an untrusted certificate and says what to do about it.

use std::error::Error as _;

use connectpay::{Client, ClientBuilder, Environment, Error, Outcome, Stage};
use connectpay_faults::{Authority, Fault, FaultServer, Identity, Layer, Step};

use crate::canaries::printed;
use crate::declared::{Example as _, NewUser, UserManagement as _};
use crate::recorder::credentials;

const USER: NewUser = NewUser {
    email: "a@example.com",
};

/// A server that shows this certificate and answers any request.
async fn showing(identity: Identity) -> FaultServer {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\n[7]";
    let steps = vec![
        Step::AwaitRequest(1),
        Step::Send(answer.to_vec()),
        Step::Close,
    ];
    let layer = Layer::Tls(identity);
    FaultServer::start(Fault { layer, steps }).await
}

fn builder(server: &FaultServer) -> ClientBuilder {
    let environment = Environment::custom(&server.base_url()).unwrap();
    Client::builder(environment, credentials())
}

/// The error of each transport for a payment with these settings to a server that shows
/// this certificate.
async fn refusals(identity: &Identity, set: impl Fn(ClientBuilder) -> ClientBuilder) -> [Error; 2] {
    let mut errors = Vec::new();
    for on_reqwest in [false, true] {
        let server = showing(identity.clone()).await;
        let builder = set(builder(&server));
        let builder = if on_reqwest {
            builder.reqwest()
        } else {
            builder
        };
        let error = builder
            .build()
            .unwrap()
            .create_user(&USER)
            .await
            .unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Transport, Outcome::NotSent)
        );
        assert!(!error.is_transient(), "{error}");
        assert_eq!(
            (server.tally().begun(), server.tally().connections()),
            (0, 1)
        );
        assert!(error.source().is_some(), "what TLS says is lost");
        errors.push(error);
    }
    errors.try_into().unwrap()
}

fn assert_says(errors: &[Error], expected: &[&str]) {
    for error in errors {
        let shown = error.to_string();
        for text in expected {
            assert!(shown.contains(text), "{text:?} is not in {shown:?}");
        }
        assert!(shown.contains("nothing was sent"), "{shown}");
    }
}

#[tokio::test]
async fn an_unknown_authority_is_named_with_the_setting_for_a_private_one() {
    let expected = [
        "issued by an authority that this client does not trust",
        "`ClientBuilder::certificate_authorities`",
    ];
    let unknown = Authority::new().valid();
    assert_says(&refusals(&unknown, |builder| builder).await, &expected);
    // This holds even if another private authority is trusted.
    let other = Authority::new();
    let errors = refusals(&unknown, |builder| {
        builder.certificate_authorities(other.der())
    });
    assert_says(&errors.await, &expected);
    let errors = refusals(&Identity::self_signed(), |builder| builder).await;
    assert_says(&errors, &expected);
}

#[tokio::test]
async fn an_expired_certificate_of_a_trusted_authority_is_named() {
    let authority = Authority::new();
    let trusting = |builder: ClientBuilder| builder.certificate_authorities(authority.der());
    let errors = refusals(&authority.expired(), trusting).await;
    assert_says(&errors, &["has expired", "renew", "clock"]);
    let errors = refusals(&authority.not_yet_valid(), trusting).await;
    assert_says(&errors, &["is not valid yet", "clock"]);
}

#[tokio::test]
async fn a_certificate_for_another_host_is_named_with_the_base_url() {
    let authority = Authority::new();
    let trusting = |builder: ClientBuilder| builder.certificate_authorities(authority.der());
    let errors = refusals(&authority.of_another_name(), trusting).await;
    assert_says(&errors, &["is for another host", "base URL"]);
    for error in &errors {
        let causes = printed(error);
        assert!(causes.contains("elsewhere.example"), "{causes}");
    }
}

#[tokio::test]
async fn a_private_authority_that_the_client_was_told_of_is_trusted() {
    let authority = Authority::new();
    for on_reqwest in [false, true] {
        let server = showing(authority.valid()).await;
        let builder = builder(&server).certificate_authorities(authority.der());
        let builder = if on_reqwest {
            builder.reqwest()
        } else {
            builder
        };
        assert_eq!(builder.build().unwrap().numbers().await.unwrap(), [7]);
    }
}
