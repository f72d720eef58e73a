use connectpay::Result;

macro_rules! users {
    ($condition:meta) => {
        #[connectpay::api(base = "/baas-sca/user-management")]
        trait Users {
            #[cfg_attr(unix, $condition)]
            #[connectpay::endpoint(path = "/partner/users", auth = partner)]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

users!(cfg(debug_assertions));

fn main() {}
