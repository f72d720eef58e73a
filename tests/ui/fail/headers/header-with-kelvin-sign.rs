use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self, #[header("x-connectpay-api-Key")] value: &str) -> Result<Vec<String>>;
}

fn main() {}
