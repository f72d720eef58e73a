//! A login service that takes longer than its tokens live.

use std::time::Duration;

use connectpay::Outcome;
use connectpay::tokens::{MemoryTokenStore, TokenStore as _};
use tokio::time::advance;

use crate::login::{Example as _, Login};

#[tokio::test(start_paused = true)]
async fn a_token_that_ends_amid_its_refresh_logs_nobody_out() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let login = login.lives(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    advance(Duration::from_secs(10)).await;
    let slow = login.clone().takes(Duration::from_secs(1));
    let error = slow.session(store.clone()).things().await.unwrap_err();
    assert!(!error.is_session_expired(), "{error}");
    assert!(error.is_transient(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    // The refresh token that came with it serves the next call.
    login.session(store).things().await.unwrap();
    assert_eq!(login.sent(), ["ann.2"]);
}
