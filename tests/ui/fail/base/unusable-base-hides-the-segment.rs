use connectpay::Result;

const BASE: &str = "/baas-sca/user-management/partner";

// Whether the path has its segment cannot be told without the base.
#[connectpay::api(base = BASE)]
trait UserManagement {
    #[connectpay::endpoint(path = "/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {
    let _ = BASE;
}
