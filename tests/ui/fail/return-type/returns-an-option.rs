#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Option<String>;
}

fn main() {}
