use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/client/PARTNER/users", auth = user)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
