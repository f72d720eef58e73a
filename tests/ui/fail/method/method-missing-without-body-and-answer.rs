use connectpay::Call;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/client/users/logout", auth = user)]
    fn logout(&self) -> Call<()>;
}

fn main() {}
