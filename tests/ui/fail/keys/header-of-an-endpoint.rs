use connectpay::Result;

#[connectpay::api(auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", header("Accept" = "application/json"))]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
