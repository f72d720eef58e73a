use connectpay::{Client, Result};

trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

impl UserManagement for Client {}

fn main() {
    let _ = <Client as UserManagement>::logout;
}
