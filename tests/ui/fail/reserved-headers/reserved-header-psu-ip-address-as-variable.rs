use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self, #[header("PSU_IP_ADDRESS")] value: &str) -> Result<Vec<String>>;
}

fn main() {}
