//! Arguments whose parts have names of their own: forms and flattened queries.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::location::Filled;
use crate::shape::is_list_of_named;

/// The argument, whose type has to be a list of pairs where its elements may be an alias of
/// one. Of a type parameter nothing can be asked, so the call tells.
pub(super) fn value(filled: &Filled<'_>) -> TokenStream {
    let value = &filled.value;
    if filled.is_open || !is_list_of_named(filled.ty) {
        return value.clone();
    }
    let place = filled.place;
    let p = filled.p.located_at(place);
    quote_spanned! { place=> #p::pairs(#value) }
}
