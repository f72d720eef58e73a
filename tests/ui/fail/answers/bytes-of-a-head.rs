use bytes::Bytes;
use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = HEAD, path = "/example/partner/users", auth = partner)]
    async fn users(&self) -> Result<Bytes>;
}

fn main() {}
