//! What goes with requests, and what does not.

use bytes::Bytes;
use connectpay::{Outcome, Stage};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, COOKIE, LOCATION, REFERER, SET_COOKIE};
use http::request::Parts;
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;

use crate::client::{Carrier, Example as _};
use crate::server::{Server, seven};

const BOTH: [&str; 2] = ["h2", "http/1.1"];

pub(crate) async fn no_redirect(carrier: Carrier) {
    for protocol in BOTH {
        let server = Server::answering(&[protocol], |parts| {
            let mut answer = seven();
            *answer.status_mut() = match parts.method.as_str() {
                "GET" => StatusCode::MOVED_PERMANENTLY,
                _ => StatusCode::TEMPORARY_REDIRECT,
            };
            let location = HeaderValue::from_static("/example/partner/elsewhere");
            answer.headers_mut().insert(LOCATION, location);
            answer
        })
        .await;
        let client = carrier.builder(&server.url()).build().unwrap();
        for error in [
            client.read().await.unwrap_err(),
            client.pay(&1).await.unwrap_err(),
        ] {
            assert_eq!(
                (error.stage(), error.outcome()),
                (Stage::Service, Outcome::Unknown)
            );
        }
        assert_eq!(server.requests().len(), 2);
    }
}

pub(crate) async fn no_referer_and_no_cookies(carrier: Carrier) {
    for protocol in BOTH {
        let server = Server::answering(&[protocol], |_| {
            let mut answer = seven();
            let cookie = HeaderValue::from_static("session=1; Path=/; Secure");
            answer.headers_mut().insert(SET_COOKIE, cookie);
            answer
        })
        .await;
        let client = carrier.builder(&server.url()).build().unwrap();
        client.read().await.unwrap();
        client.pay(&1).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        for request in requests {
            assert!(!request.headers.contains_key(COOKIE), "{request:?}");
            assert!(!request.headers.contains_key(REFERER), "{request:?}");
        }
    }
}

const CODINGS: [&str; 4] = ["gzip", "br", "zstd", "deflate"];

/// The answer claims to be compressed but is not.
fn coded<const N: usize>(_: &Parts) -> Response<Full<Bytes>> {
    let mut answer = seven();
    let coding = HeaderValue::from_static(CODINGS[N]);
    answer.headers_mut().insert(CONTENT_ENCODING, coding);
    answer
}

pub(crate) async fn no_decompression(carrier: Carrier) {
    for answer in [coded::<0>, coded::<1>, coded::<2>, coded::<3>] {
        let server = Server::answering(&BOTH, answer).await;
        let client = carrier.builder(&server.url()).build().unwrap();
        let raw = client.read().raw().await.unwrap();
        assert_eq!(raw.body().as_ref(), b"7", "{raw:?}");
        assert!(raw.headers().contains_key(CONTENT_ENCODING));
        let requests = server.requests();
        assert!(
            !requests[0].headers.contains_key(ACCEPT_ENCODING),
            "{requests:?}"
        );
    }
}
