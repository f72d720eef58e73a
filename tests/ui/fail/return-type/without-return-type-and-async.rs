#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    fn users(&self);
}

fn main() {}
