use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/partner/%20../users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
