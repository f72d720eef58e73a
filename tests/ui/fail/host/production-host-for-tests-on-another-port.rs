#[connectpay::api(host(
    stage = "https://api2.connectpay.com:8443",
    production = "https://gateway.example",
))]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> connectpay::Result<Vec<String>>;
}

fn main() {}
