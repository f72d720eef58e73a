use connectpay::Result;

#[connectpay::api(base = "/baas-sca", auth = user)]
trait UserManagement {
    #[connectpay::endpoint(path = "/user-management/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
