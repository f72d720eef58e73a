use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/partner/users%23all", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
