use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint = "/baas-sca/user-management/partner/users"]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
