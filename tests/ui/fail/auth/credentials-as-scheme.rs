use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/client/users", auth = bearer)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
