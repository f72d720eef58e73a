use connectpay::Result;

#[connectpay::api(path = "/baas-sca/user-management/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
