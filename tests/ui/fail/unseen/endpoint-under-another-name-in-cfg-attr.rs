use connectpay::Result;
#[allow(unused_imports)]
use connectpay::endpoint as get;

#[connectpay::api(base = "/baas-sca/user-management")]
trait Users {
    #[cfg_attr(all(), get(path = "/partner/users", auth = partner))]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
