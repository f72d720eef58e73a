use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, retry = false)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
