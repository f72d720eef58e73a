use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self, #[header(X-Request-ID)] request_id: &str) -> Result<Vec<String>>;
}

fn main() {}
