use my_sdk::connectpay as bank;
use my_sdk::connectpay::{Client, Result};

#[bank::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[bank::endpoint(path = "/accounts")]
    async fn accounts(&self, #[query] page: u32) -> Result<Vec<String>>;
}

async fn first(client: &Client) -> Result<Vec<String>> {
    client.accounts(1).await
}

fn main() {}
