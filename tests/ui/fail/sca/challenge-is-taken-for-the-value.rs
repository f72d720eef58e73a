use connectpay::Session;
use connectpay::sca::Sca;

#[derive(serde::Deserialize)]
struct Initiated {
    payment_order_no: String,
}

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(method = POST, path = "/example/client/payments", once)]
    async fn initiate(&self) -> connectpay::Result<Sca<Initiated>>;
}

async fn pay(session: &Session) -> connectpay::Result<String> {
    Ok(session.initiate().await?.payment_order_no)
}

fn main() {}
