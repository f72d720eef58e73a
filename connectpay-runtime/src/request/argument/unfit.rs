//! Types that serialize and yet are never one text, so that the compiler refuses them and
//! not the call.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use bytes::Bytes;

use super::{Header, Path};

/// A type that cannot be an argument of the place `P`.
pub trait Unfit<P> {}

macro_rules! unfit {
    ($(<$($parameter:ident),*> $type:ty),* $(,)?) => {$(
        impl<P $(, $parameter)*> Unfit<P> for $type {}
    )*};
}

// Floats have no spelling that servers agree on: `1e21` or 22 digits.
unfit! {
    <> f32, <> f64, <> (), <> Bytes,
    <T> [T], <T> Vec<T>, <T> VecDeque<T>, <T> BTreeSet<T>, <T, S> HashSet<T, S>,
    <K, V> BTreeMap<K, V>, <K, V, S> HashMap<K, V, S>,
    <A> (A,), <A, B> (A, B), <A, B, C> (A, B, C),
}

impl<P, T, const N: usize> Unfit<P> for [T; N] {}

impl<P, T: Unfit<P> + ?Sized> Unfit<P> for &T {}

impl<P, T: Unfit<P> + ?Sized> Unfit<P> for Box<T> {}

/// A path has no segment to leave out.
impl<T> Unfit<Path> for Option<T> {}

/// A header can be left out.
impl<T: Unfit<Header>> Unfit<Header> for Option<T> {}
