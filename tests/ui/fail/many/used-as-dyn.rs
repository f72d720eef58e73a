use std::sync::Arc;

use connectpay::{Client, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(
        &self,
        #[body]
        #[query]
        email: &str,
    ) -> Result<String>;
}

struct State {
    users: Arc<dyn UserManagement + Send + Sync>,
}

async fn sign_up(client: Client) -> Result<String> {
    let state = State {
        users: Arc::new(client),
    };
    state.users.create_user("ada@example.com").await
}

fn main() {}
