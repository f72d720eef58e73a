//! No redirect is followed, whatever its status and target.

use connectpay::{AccessToken, Client, Environment, Outcome, PartnerCredentials, Result};
use connectpay_faults::{Fault, FaultServer, Layer, Step};

use crate::script::{BODY, answer};

/// Made up: both schemes, every method that a redirect treats in its own way.
#[connectpay::api(base = "/example")]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/partner/things", auth = partner)]
    async fn read(&self) -> Result<()>;

    #[connectpay::endpoint(path = "/partner/things", auth = partner)]
    async fn write(&self, #[body] text: &str) -> Result<()>;

    #[connectpay::endpoint(method = PUT, path = "/partner/things", auth = partner, idempotent)]
    async fn replace(&self, #[body] text: &str) -> Result<()>;

    #[connectpay::endpoint(method = DELETE, path = "/partner/things", auth = partner)]
    async fn remove(&self) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/client/things", auth = user)]
    async fn own(&self) -> Result<()>;

    #[connectpay::endpoint(path = "/client/things", auth = user)]
    async fn write_own(&self, #[body] text: &str) -> Result<()>;
}

#[tokio::test]
async fn the_second_server_of_a_redirect_sees_nothing() {
    let welcoming = Fault {
        layer: Layer::Tcp,
        steps: vec![Step::AwaitRequest(1), answer(200, "", BODY.as_bytes())],
    };
    let elsewhere = FaultServer::start(welcoming).await;
    for status in [301, 302, 303, 307, 308] {
        for to in [
            "/example/partner/elsewhere".to_owned(),
            elsewhere.base_url(),
        ] {
            for number in 0..6 {
                let location = format!("location: {to}\r\n");
                let steps = vec![Step::AwaitRequest(1), answer(status, &location, b"")];
                let server = FaultServer::start(Fault {
                    layer: Layer::Tcp,
                    steps,
                })
                .await;
                let environment = Environment::custom(&server.base_url()).unwrap();
                let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
                let client = Client::builder(environment, credentials).build().unwrap();
                let token = AccessToken::new("t0k3n").unwrap();
                let session = client.session(token, [192, 0, 2, 7]).unwrap();
                let call = match number {
                    0 => client.read(),
                    1 => client.write("text"),
                    2 => client.replace("text"),
                    3 => client.remove(),
                    4 => session.own(),
                    _ => session.write_own("text"),
                };
                let error = call.await.unwrap_err();
                assert_eq!(error.status().unwrap().as_u16(), status);
                assert_eq!(error.outcome(), Outcome::Unknown);
                assert_eq!(server.tally().whole(), 1, "{status} to {to}, call {number}");
            }
        }
    }
    assert_eq!(elsewhere.tally().connections(), 0);
}
