use connectpay::Result;

struct CreatedUser {
    id: String,
}

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<CreatedUser>>;
}

fn main() {}
