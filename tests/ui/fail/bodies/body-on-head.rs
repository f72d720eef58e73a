use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = HEAD, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[body] user: &str) -> Result<()>;
}

fn main() {}
