use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self, #[query(rename = "page"x)] value: &str) -> Result<Vec<String>>;
}

fn main() {}
