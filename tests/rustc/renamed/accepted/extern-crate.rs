extern crate payments_runtime as connectpay;

use connectpay::{Client, Result, api, endpoint};

#[api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[endpoint(path = "/accounts")]
    async fn accounts(&self, #[query] page: u32) -> Result<Vec<String>>;
}

trait Cards {
    #[endpoint(path = "/example/partner/cards", auth = partner)]
    async fn cards(&self) -> Result<Vec<String>>;
}

impl Cards for Client {}

async fn first(client: &Client) -> Result<Vec<String>> {
    client.cards().await?;
    client.accounts(1).await
}

fn main() {}
