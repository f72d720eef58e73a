use connectpay::sca::Sca;

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(method = POST, path = "/example/client/payments")]
    async fn initiate(&self) -> connectpay::Result<Sca<()>>;
}

fn main() {}
