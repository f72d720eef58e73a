use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{*rest}", auth = partner)]
    async fn users(&self, rest: &str) -> Result<Vec<String>>;
}

fn main() {}
