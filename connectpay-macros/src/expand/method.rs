//! The method of one endpoint.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::signature::{self, Bound};
use crate::model::Endpoint;

/// One method:
///
/// ```text
/// /// …
/// fn name(&self, argument: T) -> Call<A> where Self: Caller<Partner> {
///     let mut request = Request::new(const { &Endpoint::new(…) });
///     request.path("argument", &argument);
///     call::<Result<A>, _>(request, Caller::channel(self), Decoder::<A>::NEW.decode())
/// }
/// ```
pub(crate) fn method(endpoint: &Endpoint, bound: Bound) -> TokenStream {
    let signature = signature::expand(endpoint, bound);
    let body = body::expand(endpoint);
    quote! { #signature { #body } }
}
