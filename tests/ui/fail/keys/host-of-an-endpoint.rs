use connectpay::Result;

#[connectpay::api(auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", host = "https://api2.connectpay.com")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
