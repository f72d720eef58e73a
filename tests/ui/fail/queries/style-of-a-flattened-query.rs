use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[query(flatten, style = comma)] ids: &[(&str, &str)]) -> Result<Vec<String>>;
}

fn main() {}
