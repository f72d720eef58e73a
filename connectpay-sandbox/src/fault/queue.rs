//! The faults that are still to come.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Method;

use super::Fault;

/// Clones share the faults.
#[derive(Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<VecDeque<Fault>>>);

impl Faults {
    pub(crate) fn push(&self, fault: Fault) {
        self.lock().push_back(fault);
    }

    pub(crate) fn left(&self) -> usize {
        self.lock().len()
    }

    /// Takes the first fault that is for this request, which then has struck.
    pub(super) fn take(&self, method: &Method, path: &str) -> Option<Fault> {
        let mut faults = self.lock();
        let index = faults
            .iter()
            .position(|fault| fault.strikes(method, path))?;
        faults.remove(index)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
