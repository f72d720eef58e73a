use connectpay::Result;
use serde::de::IgnoredAny;

#[connectpay::api]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/cancel", auth = user)]
    async fn cancel(&self) -> Result<IgnoredAny>;
}

fn main() {}
