use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    fn users(&self) -> impl Future<Output = Result<Vec<String>>>;
}

fn main() {}
