use connectpay::Result;

#[connectpay::api]
trait Users {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

#[connectpay::api]
trait All: Users {
    async fn user(&self, #[query] id: &str) -> Result<String>;
}

async fn first(client: &connectpay::Client) -> Result<String> {
    client.users().await?;
    client.user("1").await
}

fn main() {}
