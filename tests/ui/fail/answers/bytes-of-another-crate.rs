use connectpay::Result;

mod serde_bytes {
    pub type ByteBuf = Vec<u8>;
}

trait Documents {
    #[connectpay::endpoint(path = "/example/client/statement", auth = user)]
    async fn statement(&self) -> Result<serde_bytes::ByteBuf>;
}

fn main() {}
