use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{from}{to}", auth = partner)]
    async fn users(&self, from: u64, to: u64) -> Result<Vec<String>>;
}

fn main() {}
