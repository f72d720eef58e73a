use connectpay::Result;

#[connectpay::api(auth = "partner")]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
