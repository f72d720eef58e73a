use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[header] authorization: &str) -> Result<Vec<String>>;
}

fn main() {}
