use connectpay::Result;

type Pdf = Vec<u8>;

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/client/statement", auth = user)]
    async fn statement(&self) -> Result<Pdf>;

    #[connectpay::endpoint(path = "/example/client/sign", method = POST, auth = user)]
    async fn sign(&self) -> Result<Pdf>;

    #[connectpay::endpoint(path = "/example/client/signed", method = GET, auth = user)]
    async fn signed(&self) -> Result<Option<Pdf>>;
}

fn main() {}
