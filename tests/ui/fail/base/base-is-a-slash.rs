use connectpay::Result;

#[connectpay::api(base = "/", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
