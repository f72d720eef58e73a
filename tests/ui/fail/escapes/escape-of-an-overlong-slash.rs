use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/partner/users%C0%AFall", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
