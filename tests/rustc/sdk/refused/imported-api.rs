use my_sdk::connectpay::{Client, Result, api};

#[api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[endpoint(path = "/accounts")]
    async fn accounts(&self, #[query] page: u32) -> Result<Vec<String>>;
}

async fn first(client: &Client) -> Result<Vec<String>> {
    client.accounts(1).await
}

fn main() {}
