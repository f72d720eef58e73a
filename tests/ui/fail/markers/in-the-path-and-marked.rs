use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{user_id}", auth = partner)]
    async fn users(&self, #[query] user_id: &str) -> Result<Vec<String>>;
}

fn main() {}
