use connectpay::Result;

mod answers {
    #[allow(non_camel_case_types)]
    pub type u64 = ();
}

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/{id}/cancel")]
    async fn cancel(&self, id: &str) -> Result<answers::u64>;
}

fn main() {}
