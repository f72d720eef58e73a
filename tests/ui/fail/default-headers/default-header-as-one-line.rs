use connectpay::Result;

#[connectpay::api(auth = partner, header("X-Api-Version: 2"))]
trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
