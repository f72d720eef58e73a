use connectpay::{Client, Result};

#[connectpay::api]
trait UserManagement {
    #[instrument]
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn create_user(&self, #[body] email: &str) -> Result<String>;
}

async fn create(client: &Client) -> Result<String> {
    client.create_user("ada@example.com").await
}

fn main() {}
