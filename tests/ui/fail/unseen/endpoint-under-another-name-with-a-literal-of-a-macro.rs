use connectpay::Result;
#[allow(unused_imports)]
use connectpay::endpoint as get;

macro_rules! users {
    ($path:literal) => {
        #[connectpay::api(base = "/baas-sca/user-management")]
        trait Users {
            #[get(path = $path, auth = partner)]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

users!("/partner/users");

fn main() {}
