use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self, #[header("X_CONNECTPAY_API_KEY")] value: &str) -> Result<Vec<String>>;
}

fn main() {}
