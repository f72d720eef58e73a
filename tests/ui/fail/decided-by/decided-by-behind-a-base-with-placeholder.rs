use connectpay::Result;

#[connectpay::api(base = "/{tenant}/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users", decided_by = "partner")]
    async fn users(&self, tenant: &str) -> Result<Vec<String>>;
}

fn main() {}
