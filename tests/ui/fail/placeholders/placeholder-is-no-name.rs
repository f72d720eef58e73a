use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{user.id}", auth = partner)]
    async fn users(&self, user_id: &str) -> Result<Vec<String>>;
}

fn main() {}
