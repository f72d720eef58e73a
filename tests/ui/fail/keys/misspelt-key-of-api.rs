use connectpay::Result;

#[connectpay::api(hosts(stage = "https://example.com", production = "https://example.org"))]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
