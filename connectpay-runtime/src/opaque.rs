//! Pointers that hide from rustc what is behind them.
//!
//! A crate that boxes or spawns a call makes rustc prove that the call is `Send`, anew for
//! every type of answer, and every `#[api]` makes it prove that `Client` and `Session` are
//! `Send` and `Sync`. Such a proof visits every field of every type involved, down into
//! hyper and rustls, and was once more than half of the cost of an endpoint. rustc visits
//! nothing behind a trait object that has the bounds, so the proof ends here.

use std::borrow::{Borrow, BorrowMut};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A `Box` that is known to be `Send`.
pub(crate) struct OpaqueBox<T: 'static>(Box<dyn BorrowMut<T> + Send>);

/// An `Arc` that is known to be `Send` and `Sync`.
pub(crate) struct OpaqueArc<T: 'static>(Arc<dyn Borrow<T> + Send + Sync>);

impl<T: Send> OpaqueBox<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Box::new(value))
    }
}

impl<T: Send + Sync> OpaqueArc<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

// The arguments name the trait that is meant: every type, a trait object too, borrows as
// itself.

impl<T> Deref for OpaqueBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        Borrow::<T>::borrow(&*self.0)
    }
}

impl<T> DerefMut for OpaqueBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        BorrowMut::<T>::borrow_mut(&mut *self.0)
    }
}

impl<T> Deref for OpaqueArc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        Borrow::<T>::borrow(&*self.0)
    }
}

impl<T> Clone for OpaqueArc<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}
