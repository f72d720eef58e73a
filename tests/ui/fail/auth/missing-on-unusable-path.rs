use connectpay::Result;

const USERS: &str = "/baas-sca/user-management/partner/users";

// Two mistakes: what the path takes is unknown, since a macro sees no value of a constant.
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = USERS)]
    async fn create_user(&self) -> Result<String>;
}

fn main() {}
