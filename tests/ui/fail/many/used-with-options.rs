use std::time::Duration;

use connectpay::{Client, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self, email: &str) -> Result<String>;
}

async fn sign_up(client: &Client) -> Result<usize> {
    let call = client.create_user("ada@example.com");
    let answer = call
        .timeout(Duration::from_secs(5))
        .header("X-Request-ID", "1")
        .raw()
        .await?;
    Ok(answer.body().len())
}

fn main() {}
