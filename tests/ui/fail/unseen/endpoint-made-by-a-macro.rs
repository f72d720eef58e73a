use connectpay::Result;

macro_rules! users {
    () => {
        #[connectpay::endpoint(path = "/partner/users", auth = partner)]
        async fn users(&self) -> Result<Vec<String>>;
    };
}

#[connectpay::api(base = "/baas-sca/user-management")]
trait Users {
    users! {}
}

fn main() {}
