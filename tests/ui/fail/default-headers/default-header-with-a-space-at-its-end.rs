use connectpay::Result;

#[connectpay::api(auth = partner, header("X-Api-Version" = "2 "))]
trait Rates {
    #[connectpay::endpoint(path = "/example/partner/rates")]
    async fn rates(&self) -> Result<String>;
}

fn main() {}
