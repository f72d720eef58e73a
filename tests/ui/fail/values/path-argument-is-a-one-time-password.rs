use connectpay::Result;
use connectpay::sca::Otp;

#[connectpay::api(auth = user)]
trait Sca {
    #[connectpay::endpoint(method = POST, path = "/example/client/verify/{otp}", once)]
    async fn verify(&self, otp: &Otp) -> Result<()>;
}

fn main() {}
