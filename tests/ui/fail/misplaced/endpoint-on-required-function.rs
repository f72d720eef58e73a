trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    fn users() -> connectpay::Call<Vec<String>>;
}

fn main() {}
