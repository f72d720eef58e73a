use connectpay::Result;

#[connectpay::api(base_url = "https://api2.connectpay.com/baas-sca/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
