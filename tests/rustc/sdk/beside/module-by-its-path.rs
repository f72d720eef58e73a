mod bank {
    pub use my_sdk::connectpay::*;
}

#[my_sdk::connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[my_sdk::connectpay::endpoint(path = "/accounts")]
    async fn accounts(&self) -> bank::Result<Vec<String>>;
}

async fn first(client: &bank::Client) -> bank::Result<Vec<String>> {
    client.accounts().await
}

fn main() {}
