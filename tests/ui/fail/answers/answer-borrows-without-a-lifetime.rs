use connectpay::{Client, Result};
use serde::Deserialize;

#[derive(Deserialize)]
struct Name<'a> {
    first: &'a str,
}

#[connectpay::api(base = "/baas-sca/user-management/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users/{id}/name")]
    async fn name(&self, id: &str) -> Result<Name>;
}

async fn first(client: &Client) -> Result<usize> {
    Ok(client.name("ada").await?.first.len())
}

fn main() {}
