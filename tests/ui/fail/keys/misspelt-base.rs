use connectpay::Result;

#[connectpay::api(bases = "/baas-sca/user-management/partner")]
trait UserManagement {
    #[connectpay::endpoint(path = "/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
