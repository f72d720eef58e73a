//! `auto_impl` below `#[api]`: references, boxes and `Arc`s of what implements a trait
//! implement it too, and call what they point at.

use std::sync::Arc;

use connectpay::{Call, Caller, Client, Partner, Result};
use connectpay_test_support::recorder::Recorder;

#[connectpay::api(base = "/example/partner", auth = partner)]
#[auto_impl::auto_impl(&, Arc, Box)]
trait Users {
    #[connectpay::endpoint(path = "/users/{userId}")]
    async fn user(&self, user_id: &str, #[query] page: Option<u8>) -> Result<String>;
}

struct Fake;

impl Caller<Partner> for Fake {}

impl Users for Fake {
    fn user(&self, user_id: &str, _: Option<u8>) -> Call<String> {
        Call::ready(Ok(format!("fake {user_id}")))
    }
}

async fn by_value(users: impl Users) -> Result<String> {
    users.user("ann", Some(1)).await
}

#[tokio::test]
async fn whatever_points_at_a_fake_calls_the_fake() {
    let shared: Arc<dyn Users> = Arc::new(Fake);
    let boxed: Box<dyn Users> = Box::new(Fake);
    assert_eq!(by_value(&Fake).await.unwrap(), "fake ann");
    assert_eq!(by_value(&&Fake).await.unwrap(), "fake ann");
    assert_eq!(by_value(Arc::clone(&shared)).await.unwrap(), "fake ann");
    assert_eq!(by_value(&shared).await.unwrap(), "fake ann");
    assert_eq!(by_value(boxed).await.unwrap(), "fake ann");
}

#[tokio::test]
async fn whatever_points_at_a_client_calls_the_server_with_its_credentials() {
    let recorder = Recorder::answering(200, r#""ann""#);
    let client: Client = recorder.client();
    by_value(&client).await.unwrap();
    by_value(Arc::new(client.clone())).await.unwrap();
    let caller: Box<dyn Caller<Partner>> = Box::new(client);
    by_value(&*caller).await.unwrap();
    let received = recorder.received();
    assert_eq!(received.len(), 3);
    for request in received {
        assert_eq!(request.uri.path(), "/example/partner/users/ann");
        assert!(request.header("x-connectpay-api-key").is_some());
    }
}
