use connectpay::sca::Sca;

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(method = PUT, path = "/example/client/payments", idempotent)]
    async fn initiate(&self) -> connectpay::Result<Sca<()>>;
}

fn main() {}
