use connectpay::Result;

#[connectpay::api]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/cancel", auth = user)]
    async fn cancel(&self) -> Result<Option<()>>;
}

fn main() {}
