use connectpay::Call;

struct CreatedUser {
    id: String,
}

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    fn create_user(&self) -> Call<CreatedUser>;
}

fn main() {}
