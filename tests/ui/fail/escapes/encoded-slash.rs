use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users%2Fall", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
