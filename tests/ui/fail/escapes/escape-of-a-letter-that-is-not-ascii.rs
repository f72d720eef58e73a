use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/partner/kunden-%C3%BCbersicht", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
