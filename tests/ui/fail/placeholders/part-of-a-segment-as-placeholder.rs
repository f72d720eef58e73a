use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/user-{id}", auth = partner)]
    async fn users(&self, id: &str) -> Result<Vec<String>>;
}

fn main() {}
