use connectpay::{Call, Caller, Result, User};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = partner)]
    async fn logout(&self) -> Result<()>;
}

struct Fake;

impl Caller<User> for Fake {}

impl UserManagement for Fake {
    fn logout(&self) -> Call<()> {
        Call::ready(Ok(()))
    }
}

async fn end() -> Result<()> {
    Fake.logout().await
}

fn main() {}
