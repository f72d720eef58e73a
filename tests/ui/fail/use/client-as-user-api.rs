use std::sync::Arc;

use connectpay::{Client, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

fn users(client: Client) -> Arc<dyn UserManagement> {
    Arc::new(client)
}

fn main() {}
