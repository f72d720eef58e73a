use connectpay::Result as ApiResult;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> ApiResult<Vec<String>>;
}

fn main() {}
