use connectpay::{Client, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Vec<String>;
}

async fn count(client: &Client) -> Result<usize> {
    Ok(client.users().await?.len())
}

fn main() {}
