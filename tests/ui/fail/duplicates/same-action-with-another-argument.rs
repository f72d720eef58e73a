use connectpay::Result;

#[connectpay::api(base = "/example/partner/accounts", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(method = POST, path = "/{id}:close")]
    async fn close(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/{id}:block")]
    async fn block(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/{account_id}:close")]
    async fn close_again(&self, account_id: &str) -> Result<()>;
}

fn main() {}
