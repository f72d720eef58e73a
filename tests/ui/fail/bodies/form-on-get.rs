use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = GET, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[form] filter: &[(&str, &str)]) -> Result<Vec<String>>;
}

fn main() {}
