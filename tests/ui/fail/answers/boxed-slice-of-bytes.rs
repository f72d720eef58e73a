use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/client/sign", method = POST, once, auth = user)]
    async fn sign(&self) -> Result<Box<[u8]>>;
}

fn main() {}
