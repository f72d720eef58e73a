//! Users side by side never get each other's token, address or answer.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Client, Outcome, Result};
use http::StatusCode;

use crate::server::Server;
use crate::told;

/// Made up.
#[connectpay::api]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/example/client/things/{user}", auth = user)]
    async fn things(&self, user: u32) -> Result<()>;
}

/// Gives the tokens of one user, each valid for a part of the test.
struct Of(u32);

impl TokenSource for Of {
    async fn token(&self) -> std::result::Result<AccessToken, BoxError> {
        tokio::time::sleep(Duration::from_micros(fastrand::u64(..500))).await;
        let token = AccessToken::new(format!("{}.{}", self.0, fastrand::u32(..)))?;
        Ok(token.with_lifetime(Duration::from_millis(fastrand::u64(1_000..2_000))))
    }
}

fn address(user: u32) -> Ipv4Addr {
    Ipv4Addr::from_bits(0x0a00_0000 + user)
}

/// Whether path, token and address belong to one user.
fn is_one_user(request: &http::Request<connectpay::transport::RequestBody>) -> bool {
    let user = request.uri().path().rsplit('/').next().unwrap();
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    let token = header("authorization").strip_prefix("Bearer ").unwrap();
    token.split('.').next() == Some(user)
        && header("psu-ip-address") == address(user.parse().unwrap()).to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_users_path_goes_with_that_users_token_and_address() {
    let users = u32::try_from(told("CONNECTPAY_USERS", 1_000)).unwrap();
    let calls_each = told("CONNECTPAY_CALLS_EACH", 20);
    let server = Server::deciding(|request| {
        assert!(is_one_user(request), "another user's: {request:?}");
        // The server refuses some tokens, so that they are replaced in between.
        match fastrand::u8(..) {
            0..4 => StatusCode::UNAUTHORIZED,
            _ => StatusCode::NO_CONTENT,
        }
    });
    let client: Client = server.client();
    let mut calls = Vec::new();
    for user in 0..users {
        let session = client.session(Of(user), address(user)).unwrap();
        let session = Arc::new(session);
        calls.extend((0..calls_each).map(|_| (user, Arc::clone(&session))));
    }
    fastrand::Rng::with_seed(11).shuffle(&mut calls);
    let calls: Vec<_> = calls
        .into_iter()
        .map(|(user, session)| {
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_micros(fastrand::u64(..3_000_000))).await;
                session.things(user).await
            })
        })
        .collect();
    let all = calls.len();
    let mut answered = 0;
    for call in calls {
        match call.await.expect("a request carried another user's") {
            Ok(()) => answered += 1,
            // The server refused the call twice in a row, or refused it once and the
            // machine was so busy that the next token ended before it was sent, or that
            // happened to the first token. In none of them did the server do anything.
            Err(error) => assert_ne!(error.outcome(), Outcome::Unknown, "{error:?}"),
        }
    }
    assert!(answered * 10 > all, "{answered} of {all}");
    assert!(server.received() >= answered);
}
