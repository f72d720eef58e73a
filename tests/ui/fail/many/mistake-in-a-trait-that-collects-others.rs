use connectpay::{Client, Result};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(method = GET, path = "/users")]
    async fn users(&self) -> Result<()>;
}

#[connectpay::api(bse = "/example")]
trait All: Users {}

fn all(_: &impl All) {}

fn with(client: &Client) {
    all(client);
}

fn main() {}
