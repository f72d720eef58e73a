use connectpay::{Client, Result};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

trait Admins: Users {
    #[connectpay::endpoint(path = "/example/partner/admins", auth = partner)]
    async fn admins(&self) -> Result<Vec<String>>;
}

impl Admins for Client {}

async fn used(client: &Client) -> Result<usize> {
    Ok(client.admins().await?.len())
}

fn main() {}
