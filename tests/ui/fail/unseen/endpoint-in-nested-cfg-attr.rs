use connectpay::Result;

#[connectpay::api(base = "/baas-sca/user-management")]
trait Users {
    #[cfg_attr(all(), cfg_attr(all(), connectpay::endpoint(path = "/partner/users", auth = partner)))]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
