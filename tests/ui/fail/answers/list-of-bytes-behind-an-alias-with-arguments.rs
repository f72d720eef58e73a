use connectpay::Result;

type List<T> = Vec<T>;

#[connectpay::api(base = "/example/client", auth = user)]
trait Statements {
    #[connectpay::endpoint(method = POST, path = "/statements", once)]
    async fn statement(&self) -> Result<List<u8>>;
}

fn main() {}
