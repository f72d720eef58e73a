use connectpay::{Client, Result};

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = partner)]
    async fn logout(&self) -> Result<()>;
}

async fn first(client: &Client) -> Result<Option<String>> {
    Ok(client.users().await?.into_iter().next())
}

fn main() {}
