use connectpay::sca::Sca;

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(method = POST, path = "/example/client/payments", once)]
    async fn initiate(&self) -> connectpay::Result<Vec<Sca<()>>>;
}

fn main() {}
