use connectpay::{Client, Error};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>, Error>;
}

async fn count(client: &Client) -> Result<usize, Error> {
    Ok(client.users().await?.len())
}

fn main() {}
