mod answers {
    #[derive(serde::Deserialize)]
    pub struct Created {
        id: String,
    }

    pub type HashMap = connectpay::sca::Sca<Created>;
}

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(method = POST, path = "/example/client/payments")]
    async fn create(&self) -> connectpay::Result<answers::HashMap>;
}

fn main() {}
