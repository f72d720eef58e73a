use connectpay::Call;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    const fn users(&self) -> Call<Vec<String>>;
}

fn main() {}
