use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{user_id}", auth = partner)]
    async fn users(&self, #[query] page: u32) -> Result<Vec<String>>;
}

fn main() {}
