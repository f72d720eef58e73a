use connectpay::Result;

#[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
trait UserManagement {
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
