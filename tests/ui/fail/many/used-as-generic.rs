use connectpay::{Call, Client, Result};

#[connectpay::api]
pub trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users//", auth = partner)]
    fn create_user(&self, #[body] email: &str) -> Call<String>;
}

async fn sign_up<U: UserManagement + Sync>(users: &U) -> Result<String> {
    users.create_user("ada@example.com").await
}

fn begin(client: &Client) -> impl Future<Output = Result<String>> + Send {
    sign_up(client)
}

fn main() {}
