use connectpay::sca::{Finalised, Sca};

#[connectpay::api(auth = user)]
trait Logins {
    #[connectpay::endpoint(method = POST, path = "/example/client/verify", once)]
    async fn verify(&self) -> connectpay::Result<Finalised<Sca<()>>>;
}

fn main() {}
