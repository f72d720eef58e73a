use connectpay::Result;

#[connectpay::api(base = "/baas-sca/merchant/partner")]
trait Merchant {
    #[connectpay::endpoint(method = POST, path = "/topup/pis", auth = user)]
    async fn top_up(&self) -> Result<String>;
}

fn main() {}
