macro_rules! nothing {
    () => { () };
}

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> connectpay::Result<nothing!()>;
}

fn main() {}
