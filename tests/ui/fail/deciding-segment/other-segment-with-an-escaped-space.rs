use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/client%20/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
