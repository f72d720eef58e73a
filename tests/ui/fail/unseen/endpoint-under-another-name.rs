use connectpay::Result;
use connectpay::endpoint as get;

#[connectpay::api(base = "/baas-sca/user-management")]
trait Users {
    #[get(path = "/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
