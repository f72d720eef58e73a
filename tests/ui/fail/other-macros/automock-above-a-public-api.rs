use connectpay::{Client, Result};

#[mockall::automock]
#[connectpay::api(base = "/example/partner", auth = partner)]
pub trait Accounts {
    #[connectpay::endpoint(path = "/accounts")]
    async fn accounts(&self, #[query] page: u32) -> Result<Vec<String>>;
}

async fn first(client: &Client) -> Result<Vec<String>> {
    client.accounts(1).await
}

fn main() {}
