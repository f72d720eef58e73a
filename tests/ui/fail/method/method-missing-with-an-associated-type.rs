use connectpay::Result;

trait Payments {
    type Answer: serde::de::DeserializeOwned + Send + 'static;

    #[connectpay::endpoint(path = "/example/client/payments/cancel", auth = user)]
    async fn cancel(&self) -> Result<Self::Answer>;
}

fn main() {}
