use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/Client/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
