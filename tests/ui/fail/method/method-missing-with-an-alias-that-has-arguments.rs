use connectpay::Result;

type Gone<T> = <Vec<T> as Answer>::Type;

trait Answer {
    type Type;
}

impl<T> Answer for Vec<T> {
    type Type = ();
}

#[connectpay::api(base = "/example/client", auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/payments/cancel")]
    async fn cancel(&self) -> Result<Gone<u8>>;
}

fn main() {}
