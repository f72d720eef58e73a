use connectpay::Call;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Call<Vec<String>>;
}

fn main() {}
