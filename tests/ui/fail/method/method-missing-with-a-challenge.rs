use connectpay::Result;
use connectpay::sca::Sca;

#[derive(serde::Deserialize)]
struct Cancelled {
    status: String,
}

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/{id}/cancel")]
    async fn cancel(&self, id: &str) -> Result<Sca<Cancelled>>;
}

fn main() {}
