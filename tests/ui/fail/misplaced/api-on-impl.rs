use connectpay::Client;

trait UserManagement {}

#[connectpay::api]
impl UserManagement for Client {}

fn main() {}
