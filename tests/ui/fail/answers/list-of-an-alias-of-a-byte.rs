use connectpay::Result;

type Byte = u8;

#[connectpay::api(base = "/example/client", auth = user)]
trait Statements {
    #[connectpay::endpoint(path = "/statement")]
    async fn statement(&self) -> Result<Vec<Byte>>;
}

fn main() {}
