use payments_runtime::{Caller, Client, Partner, Result, api};

#[api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[endpoint(path = "/accounts")]
    async fn accounts(&self, #[query] page: u32) -> Result<Vec<String>>;
}

struct Fake;

impl Caller<Partner> for Fake {}

impl Accounts for Fake {}

async fn first(client: &Client, caller: &dyn Caller<Partner>) -> Result<Vec<String>> {
    caller.accounts(1).await?;
    client.accounts(1).await
}

fn main() {}
