//! A lock that its holder keeps even if an answer is lost, and that nobody holds if an
//! answer comes too late.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

use super::command::Repeat;
use super::{RedisTokenStore, milliseconds};
use crate::error::BoxError;
use crate::token::pauses::pauses;
use crate::token::tasks::spawn_beside;
use crate::token::{Fence, Lock};

/// How long the store repeats to a server that it gives a lock back.
const GIVEN_UP: Duration = Duration::from_secs(60);

impl RedisTokenStore {
    pub(super) async fn lock(&self, user: &str, limit: Duration) -> Result<Lock, BoxError> {
        // Nobody waits longer for the answer. A command that arrives later takes no
        // lock.
        let waits = u64::try_from(self.command_timeout.as_micros()).unwrap_or(u64::MAX);
        let until = self.now(user).await?.saturating_add(waits).to_string();
        let (limit, nonce) = (milliseconds(limit), Uuid::new_v4().simple().to_string());
        let arguments = [limit.as_bytes(), nonce.as_bytes(), until.as_bytes()];
        let locking = self.attempt(&self.scripts.lock, Repeat::Harmless, user, &arguments);
        let answer: String = match locking.await {
            Ok(answer) => answer,
            Err(failure) => {
                if failure.is_unclear() {
                    self.give_back_unseen(user, nonce);
                }
                return Err(failure.into_error().into());
            }
        };
        Ok(match &*answer {
            "busy" => Lock::Busy,
            "rest" => Lock::Resting,
            fence => Lock::Held(Fence::new(fence.parse()?)),
        })
    }

    /// Gives back the lock with this fence or this nonce.
    pub(super) async fn give_back(
        &self,
        user: &str,
        holder: &str,
        rest: Duration,
    ) -> Result<(), BoxError> {
        let rest = match rest {
            Duration::ZERO => "0".into(),
            rest => milliseconds(rest),
        };
        let arguments = [holder.as_bytes(), rest.as_bytes()];
        self.run(&self.scripts.unlock, Repeat::Harmless, user, &arguments)
            .await
    }

    /// Gives back a lock that the server may have granted, or may still grant while its
    /// command is not too late. Otherwise the lock would stay taken until its end
    /// although nobody holds it.
    fn give_back_unseen(&self, user: &str, nonce: String) {
        let (store, user) = (self.clone(), user.to_owned());
        let begun = Instant::now();
        let giving_back = async move {
            for pause in pauses() {
                let is_too_late = begun.elapsed() >= store.command_timeout;
                let given_back = store.give_back(&user, &nonce, Duration::ZERO).await;
                if given_back.is_ok() && is_too_late {
                    return;
                }
                sleep(pause).await;
            }
        };
        spawn_beside(timeout(GIVEN_UP, giving_back));
    }
}
