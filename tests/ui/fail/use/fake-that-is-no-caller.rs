use connectpay::{Call, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

struct Fake;

impl UserManagement for Fake {
    fn logout(&self) -> Call<()> {
        Call::ready(Ok(()))
    }
}

fn main() {}
