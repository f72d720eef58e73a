use connectpay::{Client, Result};
use serde::de::DeserializeOwned;

#[connectpay::api]
trait Users<T>
where
    T: DeserializeOwned + Send + 'static,
{
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = client)]
    async fn users(&self) -> Result<Vec<T>>;
}

async fn names(client: &Client) -> Result<Vec<String>> {
    client.users().await
}

fn main() {}
