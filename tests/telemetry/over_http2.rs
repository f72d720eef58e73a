//! A payment over HTTP/2 and TLS, as in production: with a success, a failure and a
//! panic.

use std::sync::{Arc, Mutex};

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Client, Environment, Result};
use connectpay_faults::{Authority, Fault, FaultServer, Frame, Layer, Step, status_block};
use serde::{Deserialize, Serialize};

use crate::canaries::{ANSWER, ARGUMENT, IBAN, OTP, TOKEN, assert_clean, credentials, printed};
use crate::subscriber::Listening;

#[derive(Debug, Serialize, Deserialize)]
struct Payment {
    iban: String,
    otp: String,
}

/// Made up.
#[connectpay::api(base = "/example")]
trait Example {
    #[connectpay::endpoint(path = "/client/payments/{number}", auth = user)]
    async fn pay(&self, number: &str, #[body] payment: &Payment) -> Result<Payment>;

    #[connectpay::endpoint(path = "/partner/accounts/{iban}", auth = partner)]
    async fn account(
        &self,
        iban: &str,
        #[query] otp: &str,
        #[header("X-Otp")] again: &str,
    ) -> Result<Payment>;
}

/// What the server answers, over HTTP/2 and TLS.
async fn server(authority: &Authority, status: u16, body: &str) -> FaultServer {
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0];
    let fields = [("x-answer", ANSWER)];
    let head = Frame::of_request(
        Frame::HEADERS,
        Frame::END_HEADERS,
        status_block(status, &fields),
    );
    let data = Frame::of_request(Frame::DATA, Frame::END_STREAM, body);
    let answer = [head.bytes(), data.bytes()].concat();
    let steps = vec![
        Step::Send(settings.to_vec()),
        Step::AwaitRequest(1),
        Step::Send(answer),
        Step::Stall,
    ];
    FaultServer::start(Fault {
        layer: Layer::TlsHttp2(authority.valid()),
        steps,
    })
    .await
}

fn client(authority: &Authority, server: &FaultServer, on_reqwest: bool) -> Client {
    let builder = Client::builder(
        Environment::custom(&server.base_url()).unwrap(),
        credentials(),
    )
    .api_key_on_user_endpoints(true)
    .certificate_authorities(authority.der());
    if on_reqwest {
        builder.reqwest().build().unwrap()
    } else {
        builder.build().unwrap()
    }
}

fn texts<T>(result: &Result<T>) -> String {
    result
        .as_ref()
        .err()
        .map(|error| printed(error))
        .unwrap_or_default()
}

#[tokio::test]
async fn no_log_of_any_crate_shows_a_payment_over_http2() {
    let heard = Listening::begin().await;
    let authority = Authority::new();
    let payment = || Payment {
        iban: IBAN.to_owned(),
        otp: OTP.to_owned(),
    };
    let good = format!(r#"{{"iban":"{IBAN}","otp":"{OTP}"}}"#);
    let mut refused = 0;
    for ((status, body), on_reqwest) in [
        (200, good.as_str()),
        (200, ANSWER),
        (422, &good),
        (503, &good),
        (401, &good),
        (302, &good),
    ]
    .into_iter()
    .flat_map(|answer| [(answer, false), (answer, true)])
    {
        let server = server(&authority, status, body).await;
        let client = client(&authority, &server, on_reqwest);
        let token = AccessToken::new(TOKEN).unwrap();
        let session = client.session(token, [198, 51, 100, 77]).unwrap();
        let paid = session
            .pay(ARGUMENT, &payment())
            .idempotency_key(ARGUMENT)
            .timeout(std::time::Duration::from_secs(2))
            .await;
        assert_eq!(paid.is_ok(), status == 200 && body == good, "{paid:?}");
        refused += usize::from(paid.is_err());
        assert_clean("an error", &texts(&paid));
        let debugs = format!(
            "{client:?} {session:?} {:?}",
            session.pay(ARGUMENT, &payment())
        );
        assert_clean("a value", &debugs);
        let read = client
            .account(IBAN, OTP, OTP)
            .timeout(std::time::Duration::from_millis(200))
            .await;
        assert_clean("an error", &texts(&read));
    }
    assert_eq!(refused, 10);
    let log = heard.text();
    for is_there in ["h2::", "hyper", "reqwest", "url.template"] {
        assert!(log.contains(is_there), "nothing of {is_there} was logged");
    }
    assert_clean("the log", &log);
}

/// A source with a bug whose message quotes its secret.
struct Quoting;

impl TokenSource for Quoting {
    async fn token(&self) -> std::result::Result<AccessToken, BoxError> {
        panic!("what is {TOKEN}?")
    }
}

#[tokio::test]
async fn the_panic_of_a_source_is_not_passed_on() {
    let heard = Listening::begin().await;
    let authority = Authority::new();
    let server = server(&authority, 200, "{}").await;
    // The source's own panic would print its message, so it is caught here to keep the
    // output clean.
    let printed_by_it: Arc<Mutex<String>> = Arc::default();
    let hook = std::panic::take_hook();
    let kept = Arc::clone(&printed_by_it);
    std::panic::set_hook(Box::new(move |panic| {
        kept.lock().unwrap().push_str(&panic.to_string());
    }));
    let session = client(&authority, &server, false)
        .session(Quoting, [198, 51, 100, 77])
        .unwrap();
    let payment = Payment {
        iban: IBAN.to_owned(),
        otp: OTP.to_owned(),
    };
    let error = session.pay(ARGUMENT, &payment).await.unwrap_err();
    std::panic::set_hook(hook);
    assert!(
        printed_by_it.lock().unwrap().contains(TOKEN),
        "it did not panic"
    );
    assert_clean("an error", &printed(&error));
    assert_clean("the log", &heard.text());
}
