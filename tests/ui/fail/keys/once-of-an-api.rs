use connectpay::Result;

#[connectpay::api(auth = partner, once)]
trait Users {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
