use payments_runtime::{Client, Result, endpoint};

trait Accounts {
    #[endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self, #[query] page: u32) -> Result<Vec<String>>;
}

impl Accounts for Client {}

async fn first(client: &Client) -> Result<Vec<String>> {
    client.accounts(1).await
}

fn main() {}
