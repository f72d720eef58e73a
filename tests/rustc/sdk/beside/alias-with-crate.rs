use my_sdk::connectpay as bank;
use my_sdk::connectpay::{Client, Result};

#[bank::api(base = "/example/partner", auth = partner, crate = ::my_sdk::connectpay)]
trait Accounts {
    #[bank::endpoint(path = "/accounts")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

trait Cards {
    #[bank::endpoint(path = "/example/partner/cards", auth = partner, crate = ::my_sdk::connectpay)]
    async fn cards(&self) -> Result<Vec<String>>;
}

impl Cards for Client {}

async fn first(client: &Client) -> Result<Vec<String>> {
    client.cards().await?;
    client.accounts().await
}

fn main() {}
