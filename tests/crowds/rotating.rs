//! A login service that accepts each refresh token once, as OAuth servers with rotation
//! do, and the source that must never lose the newest.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError};

/// The service's side and the source's side.
#[derive(Clone)]
pub(crate) struct Rotating {
    /// The one refresh token that the service accepts.
    accepted: Arc<Mutex<usize>>,
    /// The one that the source has.
    held: Arc<Mutex<usize>>,
    refreshes: Arc<AtomicUsize>,
    takes: Option<Duration>,
}

impl Rotating {
    /// Each direction takes this long.
    pub(crate) fn taking(takes: Duration) -> Self {
        Self {
            accepted: Arc::default(),
            held: Arc::default(),
            refreshes: Arc::default(),
            takes: Some(takes),
        }
    }

    /// Each direction yields to others a random number of times.
    pub(crate) fn yielding() -> Self {
        Self {
            takes: None,
            ..Self::taking(Duration::ZERO)
        }
    }

    async fn travel(&self) {
        match self.takes {
            Some(takes) => tokio::time::sleep(takes).await,
            None => {
                for _ in 0..fastrand::u32(..8) {
                    tokio::task::yield_now().await;
                }
            }
        }
    }

    pub(crate) fn refreshes(&self) -> usize {
        self.refreshes.load(Ordering::SeqCst)
    }

    /// Whether the source has what the service gave last.
    pub(crate) fn assert_nothing_lost(&self) {
        assert_eq!(*self.accepted.lock().unwrap(), *self.held.lock().unwrap());
    }
}

impl TokenSource for Rotating {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        let spent = *self.held.lock().unwrap();
        self.travel().await;
        let new = {
            let mut accepted = self.accepted.lock().unwrap();
            if *accepted != spent {
                return Err("the refresh token was used before".into());
            }
            *accepted += 1;
            *accepted
        };
        self.refreshes.fetch_add(1, Ordering::SeqCst);
        // The answer travels. A source that stops here has lost the new token.
        self.travel().await;
        *self.held.lock().unwrap() = new;
        Ok(AccessToken::new(format!("token-{new}"))?)
    }
}
