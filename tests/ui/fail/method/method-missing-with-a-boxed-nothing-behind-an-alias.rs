use connectpay::Result;

type Nothing = ();

#[connectpay::api(base = "/example/client", auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/payments/cancel")]
    async fn cancel(&self) -> Result<Option<Box<Nothing>>>;
}

fn main() {}
