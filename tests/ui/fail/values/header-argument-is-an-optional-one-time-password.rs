use connectpay::Result;
use connectpay::sca::Otp;

#[connectpay::api(auth = user)]
trait Sca {
    #[connectpay::endpoint(method = POST, path = "/example/client/verify", once)]
    async fn verify(&self, #[header("x-otp")] otp: Option<&Otp>) -> Result<()>;
}

fn main() {}
