use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/a|b", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
