use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    #[tracing::instrument(skip_all)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
