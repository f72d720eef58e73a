//! A method that cannot be read.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens as _, quote};
use syn::Signature;

use super::method::{of_trait, with_inputs};
use super::mistaken::Mistaken;
use crate::errors::Errors;
use crate::item::UnfinishedMethod;
use crate::runtime_path::RuntimePath;

/// The method as far as it was read: an endpoint as the other endpoints are, and one of the
/// author's own as it is, so that it stays required if it is.
pub(super) fn unfinished(item: &UnfinishedMethod, mistaken: &Mistaken<'_>) -> TokenStream {
    match &item.inputs {
        Some(inputs) if item.is_endpoint => with_inputs(&item.method, inputs, mistaken),
        None if item.is_endpoint => of_trait(&item.method, mistaken),
        _ => own(item),
    }
}

/// The same of an endpoint whose trait is not seen.
pub(crate) fn unfinished_endpoint(
    item: &UnfinishedMethod,
    errors: &Errors,
    p: &RuntimePath,
) -> TokenStream {
    unfinished(item, &Mistaken::in_place(errors, p))
}

fn own(item: &UnfinishedMethod) -> TokenStream {
    let (attrs, body) = (&item.method.attrs, &item.method.body);
    let Signature {
        asyncness,
        ident,
        generics,
        inputs,
        output,
        ..
    } = &item.method.sig;
    let inputs = item
        .inputs
        .as_ref()
        .map_or_else(|| quote! { (#inputs) }, Group::to_token_stream);
    let (parameters, _, where_clause) = generics.split_for_impl();
    let end = body.is_none().then(|| quote! { ; });
    quote! {
        #(#attrs)*
        #asyncness fn #ident #parameters #inputs #output #where_clause #body #end
    }
}
