use connectpay::Result;

#[connectpay::api(base = "/partner", auth = partner)]
trait Partners {
    #[connectpay::endpoint(path = "")]
    async fn partners(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(path = "/partner")]
    async fn of_partner(&self) -> Result<Vec<String>>;
}

fn main() {}
