use std::marker::PhantomData;

use connectpay::Result;

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/{id}/cancel")]
    async fn cancel(&self, id: &str) -> Result<PhantomData<u8>>;
}

fn main() {}
