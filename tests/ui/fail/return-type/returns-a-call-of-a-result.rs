use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    fn users(&self) -> connectpay::Call<Result<Vec<String>>>;
}

fn main() {}
