use connectpay::Result;

#[connectpay::api]
trait Payments<T: serde::de::DeserializeOwned + Send + 'static> {
    #[connectpay::endpoint(path = "/example/client/payments/cancel", auth = user)]
    async fn cancel(&self) -> Result<T>;
}

fn main() {}
