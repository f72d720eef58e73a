use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/%C1%A3lient/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
