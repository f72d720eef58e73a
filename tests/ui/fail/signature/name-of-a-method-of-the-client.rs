#[connectpay::api(base = "/example/partner", auth = partner)]
trait Tasks {
    #[connectpay::endpoint(method = POST, path = "/refreshes")]
    async fn wait_for_refreshes(&self) -> connectpay::Result<()>;
}

fn main() {}
