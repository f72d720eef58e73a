use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/partner/users%2Ejson", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
