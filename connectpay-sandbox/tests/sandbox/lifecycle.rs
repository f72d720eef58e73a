//! Tokens, the clock, and the server's beginning and end.

use std::collections::HashSet;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use connectpay_sandbox::Sandbox;

use crate::client::{AUTHORISE, Answer, Call, SAMPLE_KEY};

fn authorise(sandbox: &Sandbox, token: &connectpay::AccessToken) -> Answer {
    let event = sandbox.start_authorisation_event();
    Call::post(&format!("{AUTHORISE}/{event}"))
        .bearer(token)
        .psu_ip("203.0.113.7")
        .send(sandbox)
}

fn host(sandbox: &Sandbox) -> String {
    sandbox
        .base_url()
        .strip_prefix("http://")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_token_lives_five_minutes_by_the_sandboxs_clock() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    sandbox.advance(Duration::from_secs(4 * 60 + 50));
    assert_eq!(authorise(&sandbox, &token).status, 200);
    sandbox.advance(Duration::from_secs(10));
    authorise(&sandbox, &token).assert_refused(401, "token-expired");
    // A token that is issued after the clock has moved lives its whole life.
    let next = sandbox.issue_token("ada");
    sandbox.advance(Duration::from_secs(4 * 60 + 50));
    assert_eq!(authorise(&sandbox, &next).status, 200);
}

#[tokio::test]
async fn the_life_of_a_token_can_be_chosen() {
    let sandbox = Sandbox::builder()
        .token_lifetime(Duration::from_secs(3600))
        .start()
        .await
        .unwrap();
    let token = sandbox.issue_token("ada");
    sandbox.advance(Duration::from_secs(3590));
    assert_eq!(authorise(&sandbox, &token).status, 200);
    sandbox.advance(Duration::from_secs(10));
    authorise(&sandbox, &token).assert_refused(401, "token-expired");
}

#[tokio::test]
async fn the_clock_does_not_overflow() {
    let sandbox = Sandbox::builder()
        .token_lifetime(Duration::MAX)
        .start()
        .await
        .unwrap();
    sandbox.advance(Duration::MAX);
    sandbox.advance(Duration::MAX);
    let token = sandbox.issue_token("ada");
    authorise(&sandbox, &token).assert_refused(401, "token-expired");
}

#[tokio::test]
async fn a_paused_clock_moves_only_when_it_is_told_to() {
    let lifetime = Duration::from_millis(50);
    let sandbox = Sandbox::builder()
        .token_lifetime(lifetime)
        .paused_clock()
        .start()
        .await
        .unwrap();
    let token = sandbox.issue_token("ada");
    thread::sleep(2 * lifetime);
    assert_eq!(authorise(&sandbox, &token).status, 200);
    sandbox.advance(lifetime);
    authorise(&sandbox, &token).assert_refused(401, "token-expired");
}

#[tokio::test]
async fn tokens_are_all_different_and_long() {
    let sandbox = Sandbox::start().await.unwrap();
    let tokens: HashSet<String> = (0..1000)
        .map(|_| sandbox.issue_token("ada").expose_secret().to_owned())
        .collect();
    assert_eq!(tokens.len(), 1000);
    assert!(tokens.iter().all(|token| token.len() > 40));
}

#[tokio::test]
async fn a_token_of_another_sandbox_is_not_touched() {
    let (sandbox, other) = (
        Sandbox::start().await.unwrap(),
        Sandbox::start().await.unwrap(),
    );
    let token = other.issue_token("ada");
    sandbox.revoke(&token);
    sandbox.expire(&token);
    assert_eq!(authorise(&other, &token).status, 200);
}

#[tokio::test]
async fn it_listens_on_loopback_and_says_where() {
    let sandbox = Sandbox::start().await.unwrap();
    assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
    assert_eq!(sandbox.environment().to_string(), sandbox.base_url());
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_with_the_way_out() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = Sandbox::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
    assert_eq!(
        error.to_string(),
        format!(
            "port {port} of 127.0.0.1 is taken by another program; stop that one, or choose \
             another port: 0 lets the system choose a free one"
        )
    );
}

#[tokio::test]
async fn dropping_it_frees_the_port_at_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let host = host(&sandbox);
    drop(sandbox);
    assert_eq!(
        TcpStream::connect(&host).unwrap_err().kind(),
        ErrorKind::ConnectionRefused
    );
    TcpListener::bind(&host).unwrap();
}

#[tokio::test]
async fn dropping_it_closes_connections_even_with_a_request_in_flight() {
    let (entered, has_entered) = std::sync::mpsc::channel();
    let endless = get(move || async move {
        entered.send(()).unwrap();
        std::future::pending::<()>().await;
    });
    let own = Router::new().route("/x/partner/endless", endless);
    let sandbox = Sandbox::builder().router(own).start().await.unwrap();

    let mut idle = TcpStream::connect(host(&sandbox)).unwrap();
    let mut waiting = TcpStream::connect(host(&sandbox)).unwrap();
    let request = format!(
        "GET /x/partner/endless HTTP/1.1\r\nHost: x\r\nx-connectpay-api-key: {SAMPLE_KEY}\r\n\r\n"
    );
    waiting.write_all(request.as_bytes()).unwrap();
    has_entered.recv().unwrap();
    // It arrived and has no answer.
    assert_eq!(sandbox.requests()[0].status, None);

    drop(sandbox);
    for stream in [&mut idle, &mut waiting] {
        // The stream ends or is reset, but the client does not wait forever.
        assert!(matches!(stream.read(&mut [0]), Ok(0) | Err(_)));
    }
}

#[test]
fn it_needs_no_runtime_of_its_starter() {
    // The simplest possible executor polls and sleeps until it is woken.
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut start = Box::pin(Sandbox::start());
    let sandbox = loop {
        match start.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(sandbox) => break sandbox.unwrap(),
            Poll::Pending => thread::park(),
        }
    };
    Call::post("/")
        .send(&sandbox)
        .assert_refused(404, "not-an-api-path");
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
