use connectpay::Result;

type Nothing = Option<()>;

#[connectpay::api]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/cancel", auth = user)]
    async fn cancel(&self) -> Result<Nothing>;
}

fn main() {}
