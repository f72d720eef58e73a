#[connectpay::api]
async fn create_user() {}

fn main() {}
