use connectpay::Result;
use connectpay::sca::Sca;

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/{id}/cancel", once)]
    async fn cancel(&self, id: &str) -> Result<Sca<()>>;
}

fn main() {}
