//! The credentials that a layer sees are marked sensitive, so that its logs leave them
//! out.

use std::sync::{Arc, Mutex};

use connectpay::transport::RequestBody;
use http::{HeaderMap, Request};
use tower::ServiceBuilder;

use crate::declared::UserManagement as _;
use crate::recorder::{Recorder, session};
use crate::retries::Things as _;

#[tokio::test]
async fn a_layer_sees_every_credential_marked_sensitive() {
    let seen: Arc<Mutex<Vec<HeaderMap>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let layer = ServiceBuilder::new().map_request(move |request: Request<RequestBody>| {
        kept.lock().unwrap().push(request.headers().clone());
        request
    });
    let client = Recorder::answering(204, "")
        .builder()
        .api_key_on_user_endpoints(true)
        .layer(layer)
        .build()
        .unwrap();
    client.pay().await.unwrap();
    session(&client).logout().await.unwrap();

    let seen = seen.lock().unwrap();
    let [partner, user] = &seen[..] else {
        panic!("{seen:?}")
    };
    for (headers, name) in [
        (partner, "x-connectpay-api-key"),
        (user, "x-connectpay-api-key"),
        (user, "authorization"),
        (user, "psu-ip-address"),
    ] {
        assert!(headers[name].is_sensitive(), "{name}");
    }
    let shown = format!("{seen:?}");
    for secret in ["Q29u", "t0k3n", "192.0.2.7"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
