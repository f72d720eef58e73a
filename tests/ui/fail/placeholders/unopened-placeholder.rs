use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/id}", auth = partner)]
    async fn users(&self, id: &str) -> Result<Vec<String>>;
}

fn main() {}
