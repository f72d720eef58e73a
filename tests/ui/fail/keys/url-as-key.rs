use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, url = "https://api2.connectpay.com")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
