use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    #[cfg_attr(feature = "trace", tracing::instrument(skip_all))]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
