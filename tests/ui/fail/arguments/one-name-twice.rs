use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self, #[query] page: u8, #[header("X-Page")] page: u8) -> Result<Vec<String>>;
}

fn main() {}
