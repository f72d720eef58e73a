/// All of them.
#[derive(Clone)]
#[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
pub struct Users;

fn main() {}
