use connectpay::Result;

const USERS: &str = "/baas-sca/user-management/partner/users";

trait UserManagement {
    #[connectpay::endpoint(path = USERS, auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {
    let _ = USERS;
}
