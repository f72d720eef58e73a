//! An endpoint that a `#[cfg]` leaves out moves none of the others: each goes to its own
//! path, with its own method, credentials and safety.

use connectpay::{Call, Result};

use crate::recorder::Recorder;
use crate::scripted::{Scripted, answer};

/// Made up.
#[allow(clippy::non_minimal_cfg, reason = "a condition that always holds")]
#[connectpay::api(base = "/example")]
trait Partly {
    #[cfg(any())]
    #[connectpay::endpoint(method = DELETE, path = "/partner/first", auth = partner)]
    async fn first(&self) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/partner/rates", auth = partner)]
    async fn rates(&self) -> Result<()>;

    #[cfg(any())]
    #[connectpay::endpoint(method = PUT, path = "/partner/order", auth = partner, idempotent)]
    async fn order(&self) -> Result<()>;

    #[cfg(all())]
    #[connectpay::endpoint(method = POST, path = "/client/order", auth = user, once)]
    async fn order(&self) -> Result<()>;

    #[cfg(any())]
    #[cfg(all())]
    #[connectpay::endpoint(method = GET, path = "/client/gone", auth = user)]
    async fn gone(&self) -> Result<()>;

    #[cfg(any(not(all()), any()))]
    #[connectpay::endpoint(method = GET, path = "/client/hidden", auth = user)]
    async fn hidden(&self) -> Result<()>;

    #[connectpay::endpoint(method = PATCH, path = "/partner/limits", auth = partner, idempotent)]
    fn limits(&self) -> Call<()>;

    #[cfg(any())]
    #[connectpay::endpoint(method = GET, path = "/partner/last", auth = partner)]
    async fn last(&self) -> Result<()>;
}

#[tokio::test]
async fn an_endpoint_behind_one_that_is_left_out_goes_to_its_own_path_with_its_own_credentials() {
    let recorder = Recorder::answering(200, "");
    let (client, session) = (recorder.client(), recorder.session());
    client.rates().await.unwrap();
    session.order().await.unwrap();
    client.limits().await.unwrap();
    let sent = recorder.received();
    let sent = sent.iter().map(|request| {
        let is_partner = request.header("x-connectpay-api-key").is_some();
        let is_user = request.header("authorization").is_some();
        assert!(is_partner != is_user, "{}", request.uri);
        (request.method.as_str(), request.uri.path(), is_user)
    });
    assert_eq!(
        sent.collect::<Vec<_>>(),
        [
            ("GET", "/example/partner/rates", false),
            ("POST", "/example/client/order", true),
            ("PATCH", "/example/partner/limits", false),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_behind_one_that_is_left_out_is_as_safe_to_send_again_as_it_was_declared() {
    let server = Scripted::new([answer(503), answer(200), answer(503), answer(200)]);
    server.client().limits().await.unwrap();
    assert_eq!(server.count(), 2, "`limits` is declared idempotent");

    let server = Scripted::new([answer(503), answer(200)]);
    let session = crate::recorder::session(&server.client());
    let error = session.order().await.unwrap_err();
    assert_eq!(server.count(), 1, "`order` is declared once");
    let endpoint = error.endpoint().unwrap();
    assert!(endpoint.is_once() && !endpoint.is_idempotent());
    assert_eq!(endpoint.path(), "/example/client/order");
}
