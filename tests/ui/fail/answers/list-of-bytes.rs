use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/client/statement", auth = user)]
    async fn statement(&self) -> Result<Vec<u8>>;
}

fn main() {}
