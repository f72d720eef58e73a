//! A trait's headers go with each of its endpoints, and a call may have others.

use connectpay::Result;

use crate::recorder::Recorder;

/// Made up.
#[connectpay::api(
    base = "/example",
    header("X-Api-Version" = "2", "Accept" = "application/json;version=2"),
    header("X_Tenant" = "a b")
)]
trait Versioned {
    #[connectpay::endpoint(method = GET, path = "/partner/rates", auth = partner)]
    async fn rates(&self, #[header("X-Currency")] currency: Option<&str>) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/client/orders", auth = user, once)]
    async fn order(&self) -> Result<()>;
}

#[tokio::test]
async fn each_endpoint_sends_the_headers_of_its_trait() {
    let recorder = Recorder::answering(200, "");
    recorder.client().rates(Some("EUR")).await.unwrap();
    recorder.session().order().await.unwrap();
    let received = recorder.received();
    assert_eq!(received.len(), 2);
    for request in &received {
        assert_eq!(request.header("x-api-version"), Some("2"));
        assert_eq!(request.header("x_tenant"), Some("a b"));
        assert_eq!(request.header("accept"), Some("application/json;version=2"));
    }
    assert_eq!(received[0].header("x-currency"), Some("EUR"));
    assert!(received[1].header("authorization").is_some());
}

#[tokio::test]
async fn a_call_overrides_a_header_of_its_trait_in_either_spelling() {
    let recorder = Recorder::answering(200, "");
    let call = recorder.client().rates(None);
    call.header("x-api-version", "3")
        .header("X-Tenant", "c")
        .await
        .unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-api-version"), Some("3"));
    assert_eq!(received.header("x-tenant"), Some("c"));
    assert_eq!(received.header("x_tenant"), None);
}

#[test]
fn the_headers_of_a_trait_are_in_its_endpoints_as_data() {
    for operation in Versioned.operations() {
        assert_eq!(
            operation.endpoint().default_headers(),
            [
                ("x-api-version", "2"),
                ("accept", "application/json;version=2"),
                ("x_tenant", "a b")
            ]
        );
    }
}
