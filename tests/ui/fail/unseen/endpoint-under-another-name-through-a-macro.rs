use connectpay::Result;
#[allow(unused_imports)]
use connectpay::endpoint as get;

macro_rules! users {
    ($attr:meta) => {
        #[connectpay::api(base = "/baas-sca/user-management")]
        trait Users {
            #[$attr]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

users!(get(path = "/partner/users", auth = partner));

fn main() {}
