use connectpay::Result;

struct CreatedUser {
    id: String,
}

trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self) -> Result<Option<CreatedUser>>;
}

fn main() {}
