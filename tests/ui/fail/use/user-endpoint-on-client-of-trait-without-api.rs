use connectpay::{Client, Result};

trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

impl UserManagement for Client {}

async fn end(client: &Client) -> Result<()> {
    client.logout().await
}

fn main() {}
