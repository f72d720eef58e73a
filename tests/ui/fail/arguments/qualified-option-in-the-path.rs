use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{user_id}", auth = partner)]
    async fn users(&self, user_id: &std::option::Option<u64>) -> Result<Vec<String>>;
}

fn main() {}
