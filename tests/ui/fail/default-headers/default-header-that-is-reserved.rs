use connectpay::Result;

#[connectpay::api(auth = partner, header("Authorization" = "Bearer x"))]
trait Rates {
    #[connectpay::endpoint(path = "/example/partner/rates")]
    async fn rates(&self) -> Result<String>;
}

fn main() {}
