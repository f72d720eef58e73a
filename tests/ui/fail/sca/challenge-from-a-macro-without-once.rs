use connectpay::Session;

#[derive(serde::Deserialize)]
struct Tokens {
    access: String,
}

macro_rules! login {
    () => { connectpay::sca::Sca<Tokens, ()> };
}

#[connectpay::api(auth = user)]
trait Logins {
    #[connectpay::endpoint(method = POST, path = "/example/client/login")]
    async fn log_in(&self) -> connectpay::Result<login!()>;
}

async fn log_in(session: &Session) -> connectpay::Result<login!()> {
    session.log_in().await
}

fn main() {}
