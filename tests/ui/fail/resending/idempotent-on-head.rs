use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = HEAD, path = "/baas-sca/user-management/partner/users", auth = partner, idempotent)]
    async fn users(&self) -> Result<()>;
}

fn main() {}
