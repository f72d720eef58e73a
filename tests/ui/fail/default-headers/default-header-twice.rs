use connectpay::Result;

#[connectpay::api(auth = partner, header("X-Api-Version" = "2"), header("x_api_version" = "3"))]
trait Rates {
    #[connectpay::endpoint(path = "/example/partner/rates")]
    async fn rates(&self) -> Result<String>;
}

fn main() {}
