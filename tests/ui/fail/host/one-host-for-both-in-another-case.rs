use connectpay::Result;

#[connectpay::api(host(
    stage = "https://api.example.com",
    production = "https://API.example.com"
))]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
