use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/all users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
