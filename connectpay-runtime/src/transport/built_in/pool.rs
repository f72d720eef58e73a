//! The connections of a client: one set for each origin (RFC 9110, 4.3.1).

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use http::Uri;

use super::connect::Connector;
use super::origin::Origin;
use crate::error::Failure;

pub(super) struct Pool {
    connector: Arc<Connector>,
    idle_timeout: Duration,
    /// The first server that was called, which is nearly always the only one.
    first: OnceLock<Arc<Origin>>,
    others: Mutex<Vec<Arc<Origin>>>,
}

impl Pool {
    pub(super) fn new(connector: Connector, idle_timeout: Duration) -> Self {
        Self {
            connector: Arc::new(connector),
            idle_timeout,
            first: OnceLock::new(),
            others: Mutex::default(),
        }
    }

    pub(super) fn origin(&self, uri: &Uri) -> Result<Arc<Origin>, Failure> {
        if let Some(first) = self.first.get().filter(|first| first.is_of(uri)) {
            return Ok(Arc::clone(first));
        }
        // Everything under this lock can be made again, so it stays usable after a
        // panic elsewhere.
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = others.iter().find(|origin| origin.is_of(uri)) {
            return Ok(Arc::clone(known));
        }
        let new = Origin::new(uri, Arc::clone(&self.connector), self.idle_timeout)?;
        let first = self.first.get_or_init(|| Arc::clone(&new));
        if first.is_of(uri) {
            return Ok(Arc::clone(first));
        }
        others.push(Arc::clone(&new));
        Ok(new)
    }
}
