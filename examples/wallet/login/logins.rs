//! The logins of all browsers. A wallet on more than one machine keeps them in a database.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use uuid::Uuid;

/// A login lasts for this long after the user's last request (RTS 2018/389, Article
/// 4(3)(d)).
pub const IDLE: Duration = Duration::from_mins(5);
/// However busy its user is, a login does not last longer than this, and neither does a
/// stolen cookie.
pub const LONGEST: Duration = Duration::from_hours(12);

/// One login of a user, in one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    pub user: String,
    /// What its tokens are stored under. Those of another login of the user are others,
    /// so that each ends for itself.
    pub id: String,
}

/// By cookie.
pub struct Logins {
    rows: Mutex<HashMap<String, Row>>,
    idle: Duration,
}

struct Row {
    login: Login,
    begun: Instant,
    used: Instant,
}

impl Logins {
    /// Each login ends when its user has sent no request for this long.
    pub fn new(idle: Duration) -> Self {
        Self {
            rows: Mutex::default(),
            idle,
        }
    }

    pub fn begin(&self, login: Login) -> String {
        let cookie = Uuid::new_v4().to_string();
        let now = Instant::now();
        let mut rows = self.rows();
        rows.retain(|_, row| !self.is_over(row, now));
        let row = Row {
            login,
            begun: now,
            used: now,
        };
        rows.insert(cookie.clone(), row);
        cookie
    }

    /// From now on the cookie is worth nothing, whoever has it.
    pub fn end(&self, login: &Login) {
        self.rows().retain(|_, row| row.login.id != login.id);
    }

    /// The login of a request that came with the cookie.
    pub fn request(&self, cookie: &str, now: Instant) -> Option<Login> {
        let mut rows = self.rows();
        let row = rows.get_mut(cookie)?;
        if self.is_over(row, now) {
            rows.remove(cookie);
            return None;
        }
        row.used = now;
        Some(row.login.clone())
    }

    fn is_over(&self, row: &Row, now: Instant) -> bool {
        now.duration_since(row.used) >= self.idle || now.duration_since(row.begun) >= LONGEST
    }

    fn rows(&self) -> MutexGuard<'_, HashMap<String, Row>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
