use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{user_id}", auth = partner)]
    async fn users(&self, usreId: &str) -> Result<Vec<String>>;
}

fn main() {}
