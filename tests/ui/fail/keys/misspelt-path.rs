use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(paht = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
