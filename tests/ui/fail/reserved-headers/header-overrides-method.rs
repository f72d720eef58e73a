use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = GET, path = "/example/partner/users", auth = partner)]
    async fn users(&self, #[header("X-HTTP-Method-Override")] method: &str) -> Result<()>;
}

fn main() {}
