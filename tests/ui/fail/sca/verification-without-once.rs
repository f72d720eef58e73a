use connectpay::sca::{EventId, Finalised, Otp};

#[derive(serde::Serialize)]
struct Verification<'a> {
    otp: &'a Otp,
}

#[connectpay::api(auth = user)]
trait Logins {
    #[connectpay::endpoint(path = "/example/client/verify/{event}", idempotent)]
    async fn verify(&self, event: &EventId, #[body] code: &Verification<'_>) -> connectpay::Result<Finalised>;
}

fn main() {}
