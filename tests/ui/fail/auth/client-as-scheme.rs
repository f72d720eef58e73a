use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = client)]
    async fn logout(&self) -> Result<()>;
}

fn main() {}
