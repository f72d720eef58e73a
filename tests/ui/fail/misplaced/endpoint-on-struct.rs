#[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
struct Users;

fn main() {}
