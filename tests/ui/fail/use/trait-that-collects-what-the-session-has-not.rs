use connectpay::{Result, Session};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(method = GET, path = "/users")]
    async fn users(&self) -> Result<()>;
}

#[connectpay::api(base = "/example/client", auth = user)]
trait Accounts {
    #[connectpay::endpoint(method = GET, path = "/accounts")]
    async fn accounts(&self) -> Result<()>;
}

#[connectpay::api]
trait All: Users + Accounts {}

fn all(_: &impl All) {}

fn with(session: &Session) {
    all(session);
}

fn main() {}
