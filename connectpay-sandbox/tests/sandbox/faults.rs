//! A fault on demand really strikes, and only the request that it is for.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::{Client, Outcome, Result, Session};
use connectpay_sandbox::{Fault, Sandbox};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::{Call, LOGOUT, SAMPLE_KEY, USERS, new_user, partner_post};
use crate::payments::{PAYMENTS, order};

#[connectpay::api(auth = user)]
trait Users {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/users/logout"
    )]
    async fn logout(&self) -> Result<()>;

    #[connectpay::endpoint(path = "/sandbox/client/payments")]
    async fn pay(&self, #[body] order: &Value) -> Result<Value>;

    #[connectpay::endpoint(path = "/sandbox/client/payments")]
    async fn find(&self, #[query(rename = "externalReference")] reference: &str) -> Result<Value>;
}

fn session(sandbox: &Sandbox) -> Session {
    let client = Client::builder(sandbox.environment(), sandbox.credentials())
        .build()
        .unwrap();
    client
        .session(sandbox.issue_token("ada"), [203, 0, 113, 7])
        .unwrap()
}

/// How many requests arrived.
fn arrived(sandbox: &Sandbox) -> usize {
    sandbox.requests().len()
}

fn raw(sandbox: &Sandbox) -> TcpStream {
    let host = sandbox.base_url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!(
        "POST {USERS} HTTP/1.1\r\nHost: {host}\r\nx-connectpay-api-key: {SAMPLE_KEY}\r\n\
         Content-Length: 2\r\n\r\n{{}}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

#[tokio::test]
async fn a_dropped_connection_leaves_a_post_unknown_and_arrived_exactly_once() {
    for (fault, is_logged_out) in [
        (Fault::dropped_connection(), false),
        (Fault::dropped_connection().after_processing(), true),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let session = session(&sandbox);
        sandbox.next(fault);
        let error = session.logout().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        let requests = sandbox.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        assert!(requests[0].fault);
        assert_eq!(requests[0].status, None);

        // The token shows what happened to the request: it is dead or alive.
        assert_eq!(session.logout().await.is_err(), is_logged_out);
    }
}

#[tokio::test]
async fn whether_a_payment_in_doubt_is_there_can_be_asked_by_its_reference() {
    for (fault, payments) in [
        (Fault::dropped_connection(), 0),
        (Fault::dropped_connection().after_processing(), 1),
        (Fault::internal_server_error().after_processing(), 1),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let session = session(&sandbox);
        let mut order = order("9.00");
        order["externalReference"] = json!("invoice 7");
        sandbox.next(fault.method(Method::POST).on(PAYMENTS));
        let error = session.pay(&order).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        assert_eq!(arrived(&sandbox), 1);
        let found = session.find("invoice 7").await.unwrap();
        assert_eq!(found["payments"].as_array().unwrap().len(), payments);
    }
}

#[tokio::test]
async fn a_hang_leaves_a_post_unknown_and_arrived_exactly_once() {
    let hang = |fault: Fault, is_logged_out| async move {
        let sandbox = Sandbox::start().await.unwrap();
        let session = session(&sandbox);
        sandbox.next(fault);
        // Long enough to be sent on any machine, although nothing will come.
        let call = session.logout().timeout(Duration::from_secs(2));
        let error = call.await.unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        assert_eq!(arrived(&sandbox), 1);
        assert_eq!(session.logout().await.is_err(), is_logged_out);
    };
    tokio::join!(
        hang(Fault::hang(), false),
        hang(Fault::hang().after_processing(), true)
    );
}

#[tokio::test]
async fn each_answer_on_demand_has_the_outcome_of_its_status() {
    for (fault, outcome) in [
        (
            Fault::too_many_requests(Duration::from_secs(60)),
            Outcome::Rejected,
        ),
        (Fault::status(StatusCode::CONFLICT), Outcome::Rejected),
        (Fault::internal_server_error(), Outcome::Unknown),
        (Fault::service_unavailable(), Outcome::Unknown),
        (
            Fault::internal_server_error().after_processing(),
            Outcome::Unknown,
        ),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.next(fault.clone());
        let error = session(&sandbox).logout().await.unwrap_err();
        assert_eq!(error.outcome(), outcome, "{fault:?}: {error:?}");
        assert_eq!(arrived(&sandbox), 1);
        assert_eq!(sandbox.faults_left(), 0);
    }
}

#[tokio::test]
async fn the_socket_of_a_dropped_connection_is_closed_without_a_byte() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.next(Fault::dropped_connection());
    let mut answer = Vec::new();
    // The stream ends and is not reset, since a reset could lose what was on its way.
    assert_eq!(raw(&sandbox).read_to_end(&mut answer).unwrap(), 0);
}

#[tokio::test]
async fn the_socket_of_a_hang_stays_open_until_the_sandbox_is_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.next(Fault::hang());
    let mut stream = raw(&sandbox);
    stream
        .set_read_timeout(Some(Duration::from_millis(200)))
        .unwrap();
    let kind = stream.read(&mut [0]).unwrap_err().kind();
    assert!(matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut));
    stream.set_read_timeout(None).unwrap();
    drop(sandbox);
    assert!(matches!(stream.read(&mut [0]), Ok(0) | Err(_)));
}

#[tokio::test]
async fn an_answer_on_demand_is_a_problem_document_with_the_headers_that_belong_to_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = Call::post(USERS).api_key(SAMPLE_KEY).json(&new_user());

    sandbox.next(Fault::too_many_requests(Duration::from_millis(1500)));
    let answer = call.send(&sandbox);
    assert_eq!(answer.status, 429);
    assert_eq!(answer.header("retry-after"), Some("2"));
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(answer.json()["type"], "urn:connectpay-sandbox:fault");

    sandbox.next(Fault::unauthorized());
    let answer = call.send(&sandbox);
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.header("www-authenticate"),
        Some(r#"Bearer error="invalid_token""#)
    );

    sandbox.next(Fault::service_unavailable());
    assert_eq!(call.send(&sandbox).header("retry-after"), None);
    sandbox.next(Fault::service_unavailable().retry_after(Duration::from_secs(7)));
    assert_eq!(call.send(&sandbox).header("retry-after"), Some("7"));

    assert_eq!(call.send(&sandbox).status, 201);
}

#[tokio::test]
async fn a_fault_waits_for_the_request_that_it_is_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let create = Call::post(USERS).api_key(SAMPLE_KEY).json(&new_user());
    let log_out = Call::post(LOGOUT)
        .bearer(&sandbox.issue_token("ada"))
        .psu_ip("203.0.113.7");
    sandbox.next(Fault::status(StatusCode::BAD_GATEWAY).on("/baas-sca/{any}/client/users/logout"));
    sandbox.next(Fault::status(StatusCode::GATEWAY_TIMEOUT).method(Method::GET));

    assert_eq!(create.send(&sandbox).status, 201);
    assert_eq!(sandbox.faults_left(), 2);
    assert_eq!(log_out.send(&sandbox).status, 502);
    assert_eq!(log_out.send(&sandbox).status, 204);
    assert_eq!(Call::new("GET", USERS).send(&sandbox).status, 504);
    assert_eq!(sandbox.faults_left(), 0);
}

#[tokio::test]
async fn faults_come_in_the_order_in_which_they_were_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    for status in [500, 502, 503] {
        sandbox.next(Fault::status(StatusCode::from_u16(status).unwrap()));
    }
    let create = Call::post(USERS).api_key(SAMPLE_KEY).json(&new_user());
    let statuses = [(); 4].map(|()| create.send(&sandbox).status);
    assert_eq!(statuses, [500, 502, 503, 201]);
}

#[tokio::test]
async fn an_observer_hears_of_requests_that_are_left_without_an_answer() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let observed = Arc::clone(&seen);
    let sandbox = Sandbox::builder()
        .observer(move |request| {
            observed
                .lock()
                .unwrap()
                .push((request.status, request.fault));
        })
        .start()
        .await
        .unwrap();
    sandbox.next(Fault::dropped_connection());
    raw(&sandbox).read_to_end(&mut Vec::new()).unwrap();
    Call::new("GET", "/").send(&sandbox);
    assert_eq!(
        *seen.lock().unwrap(),
        [(None, true), (Some(StatusCode::NOT_FOUND), false)]
    );
}

#[tokio::test]
async fn a_client_in_any_language_can_ask_for_a_fault() {
    let sandbox = Sandbox::start().await.unwrap();
    let ask = |fault| partner_post(&sandbox, "/sandbox/partner/faults", &fault);
    let anywhere = json!({"fault": "status", "status": 503, "retryAfter": 7});
    assert_eq!(ask(anywhere).status, 204);
    // No fault strikes this call, since otherwise nobody could ask for two.
    let fault = json!({
        "fault": "dropped-connection",
        "method": "POST",
        "path": USERS,
        "afterProcessing": true,
    });
    assert_eq!(ask(fault).status, 204);
    let answer = Call::new("GET", USERS).send(&sandbox);
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (503, Some("7"))
    );
    let mut answer = Vec::new();
    assert_eq!(raw(&sandbox).read_to_end(&mut answer).unwrap(), 0);
    assert_eq!(sandbox.faults_left(), 0);

    for wrong in [
        json!({}),
        json!({"fault": "another"}),
        json!({"fault": "status"}),
        json!({"fault": "status", "status": 42}),
        json!({"fault": "hang", "path": "x"}),
        json!({"fault": "hang", "method": "P T"}),
        json!({"fault": "hang", "retryAfter": -1}),
        json!({"fault": "hang", "afterProcessing": "yes"}),
    ] {
        ask(wrong).assert_refused(400, "invalid-body");
    }
    assert_eq!(sandbox.faults_left(), 0);
}
