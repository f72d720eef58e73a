#![deny(unused_must_use)]

use connectpay::Session;
use connectpay::sca::Sca;

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(method = POST, path = "/example/client/payments", once)]
    async fn initiate(&self) -> connectpay::Result<Sca<()>>;
}

async fn pay(session: &Session) -> connectpay::Result<()> {
    session.initiate().await?;
    Ok(())
}

fn main() {}
