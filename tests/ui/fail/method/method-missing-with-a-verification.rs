use connectpay::Result;
use connectpay::sca::{EventId, Finalised};

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/verify/{event}")]
    async fn verify(&self, event: &EventId) -> Result<Finalised<()>>;
}

fn main() {}
