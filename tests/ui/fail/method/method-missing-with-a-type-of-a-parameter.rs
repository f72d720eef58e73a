use connectpay::Result;

trait Bank {
    type Cancelled: serde::de::DeserializeOwned + Send + 'static;
}

#[connectpay::api(base = "/example/client", auth = user)]
trait Payments<B: Bank> {
    #[connectpay::endpoint(path = "/payments/cancel")]
    async fn cancel(&self) -> Result<B::Cancelled>;
}

fn main() {}
