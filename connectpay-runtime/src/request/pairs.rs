//! Lists whose elements have names of their own, as the parts of a form and of a flattened
//! query need them.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// A name and its value, by its type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pair of a name and a value, which is what this list has to consist of",
    label = "an element without a name",
    note = "a form and a flattened query take a struct, a map, or a list of pairs such as `&[(&str, &str)]`; one list is a `#[query]`",
    note = "a type of your own is no pair in a list, even if it serializes as one; expected a list of plain pairs, or a map such as `BTreeMap<String, String>`"
)]
pub trait Pair {}

impl<A, B> Pair for (A, B) {}
/// serde writes an array as it writes a tuple.
impl<T> Pair for [T; 2] {}
impl<T: Pair + ?Sized> Pair for &T {}
impl<T: Pair + ?Sized> Pair for Box<T> {}
impl<T: Pair + ?Sized> Pair for Rc<T> {}
impl<T: Pair + ?Sized> Pair for Arc<T> {}

/// A list of pairs, in whatever holds it. The macros ask for it where the elements are
/// named by a word, which may be an alias of a pair.
pub trait ListOfPairs {}

impl<T: Pair> ListOfPairs for [T] {}
impl<T: Pair, const N: usize> ListOfPairs for [T; N] {}
impl<T: Pair> ListOfPairs for Vec<T> {}
impl<T: Pair> ListOfPairs for VecDeque<T> {}
impl<T: Pair> ListOfPairs for BTreeSet<T> {}
impl<T: Pair, S> ListOfPairs for HashSet<T, S> {}
impl<T: ListOfPairs> ListOfPairs for Option<T> {}
impl<T: ListOfPairs + ?Sized> ListOfPairs for &T {}
impl<T: ListOfPairs + ?Sized> ListOfPairs for Box<T> {}
impl<T: ListOfPairs + ?Sized> ListOfPairs for Rc<T> {}
impl<T: ListOfPairs + ?Sized> ListOfPairs for Arc<T> {}

/// Passes on a list of pairs.
#[must_use]
pub fn pairs<T: ListOfPairs + ?Sized>(list: &T) -> &T {
    list
}
