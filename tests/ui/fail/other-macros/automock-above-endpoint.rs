use connectpay::{Client, Result};

#[mockall::automock]
pub trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

impl Accounts for Client {}

async fn all(client: &Client) -> Result<Vec<String>> {
    client.accounts().await
}

fn main() {}
