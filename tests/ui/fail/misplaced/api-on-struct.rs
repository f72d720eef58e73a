#[connectpay::api(base = "/baas-sca/user-management")]
struct UserManagement;

fn main() {}
