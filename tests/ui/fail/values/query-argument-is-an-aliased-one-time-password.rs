use connectpay::Result;

type Code = Option<connectpay::sca::Otp>;

#[connectpay::api(auth = user)]
trait Sca {
    #[connectpay::endpoint(method = POST, path = "/example/client/verify", once)]
    async fn verify(&self, #[query(rename = "otp")] code: Code) -> Result<()>;
}

fn main() {}
