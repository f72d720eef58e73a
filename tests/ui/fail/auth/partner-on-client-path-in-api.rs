use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = partner)]
    async fn logout(&self) -> Result<()>;
}

fn main() {}
