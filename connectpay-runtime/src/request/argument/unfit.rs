//! Types that serialize and yet are never one text, so that the compiler refuses them and
//! not the call.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use bytes::Bytes;

use super::{Header, Path};
use crate::request::header::HeaderArgument;
use crate::request::path_value::PathValue;
use crate::request::secrets::Logged;

/// A type that cannot be an argument of the place `P`.
pub trait Unfit<P> {
    /// Why it cannot.
    type Reason;
}

/// There is no one text for it.
pub enum NoText {}

/// Nobody else may read it.
pub enum Confidential {}

/// A bound on a reason that never holds, for which rustc shows the trait that the type then
/// lacks.
pub trait Excused<P, T: ?Sized> {}

impl<T: PathValue + ?Sized> Excused<Path, T> for NoText {}
impl<T: HeaderArgument + ?Sized> Excused<Header, T> for NoText {}
impl<P, T: Logged + ?Sized> Excused<P, T> for Confidential {}

macro_rules! unfit {
    ($(<$($parameter:ident),*> $type:ty),* $(,)?) => {$(
        impl<P $(, $parameter)*> Unfit<P> for $type {
            type Reason = NoText;
        }
    )*};
}

// Floats have no spelling that servers agree on: `1e21` or 22 digits.
unfit! {
    <> f32, <> f64, <> (), <> Bytes,
    <T> [T], <T> Vec<T>, <T> VecDeque<T>, <T> BTreeSet<T>, <T, S> HashSet<T, S>,
    <K, V> BTreeMap<K, V>, <K, V, S> HashMap<K, V, S>,
    <A> (A,), <A, B> (A, B), <A, B, C> (A, B, C),
}

impl<P, T, const N: usize> Unfit<P> for [T; N] {
    type Reason = NoText;
}

impl<P, T: Unfit<P> + ?Sized> Unfit<P> for &T {
    type Reason = T::Reason;
}

impl<P, T: Unfit<P> + ?Sized> Unfit<P> for Box<T> {
    type Reason = T::Reason;
}

/// A path has no segment to leave out.
impl<T> Unfit<Path> for Option<T> {
    type Reason = NoText;
}

/// A header can be left out.
impl<T: Unfit<Header>> Unfit<Header> for Option<T> {
    type Reason = T::Reason;
}
