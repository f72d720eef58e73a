//! One caller of each scheme serves every trait, behind `&`, `Box` and `Arc`.

use std::sync::Arc;

use connectpay::{Caller, Partner, Result, User};
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/baas-sca/user-management/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(method = POST, path = "/users")]
    async fn create_user(&self) -> Result<Seen>;
}

#[connectpay::api(base = "/baas-sca/user-management/client", auth = user)]
trait Sca {
    #[connectpay::endpoint(method = POST, path = "/sca/authorise/{authorisation_event_id}")]
    async fn authorise(&self, authorisation_event_id: &str) -> Result<Seen>;
}

#[derive(Clone)]
struct State {
    partner: Arc<dyn Caller<Partner>>,
}

fn is_a_caller<C: Caller<Partner>>(_: &C) {}

async fn borrowed<'a>(user: &'a (dyn Caller<User> + 'a)) -> Result<Seen> {
    user.authorise("e-1").await
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let state = State {
        partner: Arc::new(echo::client()),
    };
    assert_eq!(state.clone().partner.create_user().await?.method, "POST");
    assert_eq!(state.partner.as_ref().create_user().await?.method, "POST");
    let client = echo::client();
    is_a_caller(&&client);
    is_a_caller(&Box::new(client.clone()));
    is_a_caller(&Arc::new(client));
    is_a_caller(&state.partner);

    // The habitual spelling is another type.
    let state: Arc<dyn Caller<Partner> + Send + Sync> = Arc::new(echo::client());
    assert_eq!(state.create_user().await?.method, "POST");

    let session = echo::session();
    let seen = borrowed(&session).await?;
    assert_eq!(
        seen.target,
        "/baas-sca/user-management/client/sca/authorise/e-1"
    );
    let boxed: Box<dyn Caller<User>> = Box::new(session);
    assert_eq!(
        boxed.authorise("e-1").await?.header("psu-ip-address"),
        "192.0.2.1"
    );
    Ok(())
}
