use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[body] user: &str, #[body] account: &str) -> Result<Vec<String>>;
}

fn main() {}
