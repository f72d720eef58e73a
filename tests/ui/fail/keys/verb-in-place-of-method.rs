use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, verb = DELETE)]
    async fn users(&self) -> Result<()>;
}

fn main() {}
