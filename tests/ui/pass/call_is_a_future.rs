//! A call is `Send`, `Unpin` and `'static`: it borrows none of its arguments and
//! goes wherever futures go.

use std::time::Duration;

use connectpay::{Call, Result};
use echo::Seen;

use super::echo;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/users/logout",
        auth = user
    )]
    async fn logout(&self, #[query] reason: &str) -> Result<Seen>;
}

fn is_a_future<F: Future<Output = Result<Seen>> + Send + Unpin + 'static>(future: F) -> F {
    future
}

fn from_temporaries() -> Call<Seen> {
    let reason = String::from("done");
    echo::session().logout(&reason)
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let session = echo::session();
    is_a_future(session.logout("a")).await?;
    let spawned = tokio::spawn(from_temporaries()).await.unwrap()?;
    assert!(spawned.target.ends_with("?reason=done"));
    let (one, two) = tokio::join!(session.logout("1"), session.logout("2"));
    assert_ne!(one?.target, two?.target);
    let mut call = session.logout("selected");
    tokio::select! {
        answer = &mut call => assert!(answer?.target.ends_with("selected")),
        () = tokio::time::sleep(Duration::from_secs(60)) => unreachable!(),
    }
    let seen = session
        .logout("with options")
        .timeout(Duration::from_secs(5))
        .header("X-Request-ID", "0b4c")
        .idempotency_key("k")
        .await?;
    assert_eq!(
        (seen.header("x-request-id"), seen.header("idempotency-key")),
        ("0b4c", "k")
    );
    let raw = session.logout("raw").raw().await?;
    assert!(raw.status().is_success() && !raw.body().is_empty());
    let whole = session.logout("whole").with_response().await?;
    assert_eq!(whole.body().method, "POST");
    let boxed: std::pin::Pin<Box<dyn Future<Output = Result<Seen>> + Send>> =
        Box::pin(session.logout("boxed"));
    boxed.await?;
    Ok(())
}
