use connectpay::Result;

#[connectpay::api(base = "/baas-sca/user-management")]
trait Users {
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    #[cfg_attr(unix, doc = "Lists them.", cfg_attr(not(windows), must_use, cfg(debug_assertions)))]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn create_user(&self, #[body] name: &str) -> Result<String>;
}

fn main() {}
