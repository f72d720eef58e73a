use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[header("Content-Encoding")] value: &str) -> Result<Vec<String>>;
}

fn main() {}
