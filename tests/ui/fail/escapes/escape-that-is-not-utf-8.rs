use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/partner/users%FF", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
