use connectpay::Result;

#[connectpay::api(base = "/baas-sca/user-management")]
trait Users {
    #[cfg_attr(all(), r#cfg(debug_assertions))]
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
