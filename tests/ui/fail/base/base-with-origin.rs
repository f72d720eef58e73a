use connectpay::Result;

#[connectpay::api(base = "https://api2.connectpay.com/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
