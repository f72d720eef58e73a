#[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
mod users {}

fn main() {}
