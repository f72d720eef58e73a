use connectpay::Result;

macro_rules! users {
    ($attr:meta) => {
        #[connectpay::api(base = "/baas-sca/user-management")]
        trait Users {
            #[cfg_attr(all(), $attr)]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

users!(connectpay::endpoint(path = "/partner/users", auth = partner));

fn main() {}
