use connectpay::{Client, Result};

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = user)]
    async fn create_user(&self, #[body] email: &str) -> Result<String>;
}

impl UserManagement for Client {}

async fn sign_up(client: &Client) -> Result<usize> {
    Ok(client.create_user("ada@example.com").await?.len())
}

fn main() {}
