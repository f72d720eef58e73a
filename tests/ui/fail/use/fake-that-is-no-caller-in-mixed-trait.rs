use connectpay::{Call, Result};

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/partner/users", auth = partner)]
    async fn create_user(&self) -> Result<String>;

    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

struct Fake;

impl UserManagement for Fake {
    fn logout(&self) -> Call<()> {
        Call::ready(Ok(()))
    }
}

async fn end() -> Result<()> {
    Fake.logout().await
}

fn main() {}
