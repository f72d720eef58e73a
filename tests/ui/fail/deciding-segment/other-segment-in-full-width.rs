use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/%EF%BD%83lient/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
