use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[cfg_attr(all(), query)] size: u32) -> Result<Vec<String>>;
}

fn main() {}
