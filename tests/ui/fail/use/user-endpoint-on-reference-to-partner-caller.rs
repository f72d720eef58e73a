use connectpay::{Caller, Partner, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

async fn end(client: &dyn Caller<Partner>) -> Result<()> {
    client.logout().await
}

fn main() {}
