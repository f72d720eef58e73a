//! New tokens that the store does not take at once, and what others do meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::{
    AccessToken, BoxError, IssuedTokens, SessionExpired, SharedTokens, TokenRefresh,
    TokenStore as _,
};
use tokio::time::sleep;

use crate::flaky::Flaky;
use crate::login::{Example as _, Login};

/// A login service that takes each refresh token once, and says of any other that the
/// session has ended.
#[derive(Clone, Default)]
struct Rotating(Arc<AtomicUsize>);

impl TokenRefresh for Rotating {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let number = self.0.load(Ordering::SeqCst);
        if refresh_token != Some(&format!("ann may {number}")) {
            return Err(SessionExpired.into());
        }
        self.0.store(number + 1, Ordering::SeqCst);
        sleep(Duration::from_secs(1)).await;
        let access = AccessToken::new(format!("ann.{}", number + 1))?;
        let access = access.with_lifetime(Duration::from_mins(1));
        Ok(IssuedTokens::new(access).with_refresh_token(format!("ann may {}", number + 1)))
    }
}

/// One machine has the tokens and does not reach the store; another one reaches it, and
/// has the spent refresh token.
#[tokio::test(start_paused = true)]
async fn tokens_that_are_stored_late_revive_a_session_that_another_machine_took_for_ended() {
    let far = Flaky::default();
    let near = far.inner.clone();
    let (login, rotating) = (Login::of("ann"), Rotating::default());
    near.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let session = login.session_of(SharedTokens::new(far.clone(), "ann", rotating.clone()));
    let call = tokio::spawn(session.things());
    sleep(Duration::from_millis(500)).await;
    far.set_down(true);
    call.await.unwrap().unwrap();
    // The lock has ended by then.
    sleep(Duration::from_secs(31)).await;
    let other = || login.session_of(SharedTokens::new(near.clone(), "ann", rotating.clone()));
    assert!(other().things().await.unwrap_err().is_session_expired());
    far.set_down(false);
    sleep(Duration::from_secs(1)).await;
    other().things().await.unwrap();
    session.things().await.unwrap();
    assert_eq!(login.sent(), ["ann.0", "ann.1", "ann.0", "ann.1", "ann.1"]);
    assert_eq!(login.revoked(), [""; 0]);
}
