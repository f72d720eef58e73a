//! The impls of a trait for the callers that have its credentials.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Attribute, GenericParam, Lifetime, LifetimeParam, TypeParamBound};

use super::implementors::{
    Required, accepts_any_caller, dyn_callers, for_all_that_have_the_supertraits, required_items,
};
use crate::item::{ApiTrait, cfgs};
use crate::model::{Endpoint, Scheme};
use crate::runtime_path::RuntimePath;
use crate::tokens::{find_word, located_at};

/// The impls for each caller that has the credentials of some endpoint. There are none
/// where an item has no default, since only the author can give it.
pub(super) fn expand(
    item: &ApiTrait,
    endpoints: &[Endpoint],
    shared: Option<Scheme>,
    p: &RuntimePath,
) -> TokenStream {
    let Some(attrs) = attrs_of_impls(item) else {
        return TokenStream::new();
    };
    if let Some(collecting) = for_all_that_have_the_supertraits(item, &attrs) {
        return collecting;
    }
    let ident = &item.ident;
    let (parameters, arguments, where_clause) = item.generics.split_for_impl();
    let implement = |target: TokenStream| {
        quote! {
            #attrs
            impl #parameters #ident #arguments for #target #where_clause {}
        }
    };
    let takes = |scheme: Scheme| endpoints.iter().any(|endpoint| endpoint.scheme == scheme);
    let mut impls = TokenStream::new();
    for scheme in Scheme::ALL {
        if takes(scheme) {
            impls.extend(implement(caller(scheme, p)));
            if accepts_any_caller(item) {
                impls.extend(dyn_callers(item, scheme, p).into_iter().map(implement));
            }
        }
    }
    if let (Some(scheme), true) = (shared, accepts_any_caller(item)) {
        let place = endpoints
            .first()
            .map_or_else(Span::call_site, |first| first.scheme_span);
        impls.extend(misplaced(item, scheme, place, &attrs, p));
    }
    impls
}

/// The attributes of each impl; `None` where there are to be no impls.
fn attrs_of_impls(item: &ApiTrait) -> Option<TokenStream> {
    let cfgs = cfgs(&item.attrs);
    let unless = match required_items(item) {
        Required::Never => None,
        Required::Always => return None,
        Required::When(condition) => Some(quote! { #[cfg(not(#condition))] }),
    };
    // It stands only where it is needed, since `forbid(deprecated)` refuses every `allow`.
    let names_deprecated =
        |attr: &Attribute| find_word(attr.to_token_stream(), "deprecated").is_some();
    let deprecated = item
        .attrs
        .iter()
        .any(names_deprecated)
        .then(|| quote! { #[allow(deprecated)] });
    Some(quote! { #(#cfgs)* #unless #[automatically_derived] #deprecated })
}

/// Impls for the other callers under conditions that never hold. They let rustc answer a
/// call of the endpoint on such a caller by what that caller has not, and not with "method
/// not found". The place is where the scheme is written.
fn misplaced(
    item: &ApiTrait,
    scheme: Scheme,
    place: Span,
    attrs: &TokenStream,
    p: &RuntimePath,
) -> TokenStream {
    let (right, tag) = (caller(scheme, p), scheme.other().type_name());
    let wrong = caller(scheme.other(), p);
    let ident = &item.ident;
    let mut generics = item.generics.clone();
    let lifetime = Lifetime::new("'__connectpay_misplaced", Span::mixed_site());
    let parameter = GenericParam::Lifetime(LifetimeParam::new(lifetime.clone()));
    generics.params.insert(0, parameter);
    let (parameters, ..) = generics.split_for_impl();
    let (_, arguments, _) = item.generics.split_for_impl();
    let clause = item.generics.where_clause.iter();
    let own: Vec<_> = clause.flat_map(|clause| &clause.predicates).collect();
    let bound = scheme.type_name();
    // rustc points at the bound, which says no more than the word of the scheme does.
    let never = quote! { #wrong: #p::HasCredentialsOf<#lifetime, #right> };
    let never = located_at(never, place);
    let asked = item.supertraits.iter().filter_map(|bound| match bound {
        TypeParamBound::Lifetime(asked) => Some(quote! { #lifetime: #asked, }),
        _ => None,
    });
    quote! {
        #attrs
        #[doc(hidden)]
        impl #parameters #ident #arguments for #wrong
        where #(#own,)* #never
        {}

        #attrs
        #[doc(hidden)]
        impl #parameters #ident #arguments for dyn #p::Caller<#p::#tag> + #lifetime
        where #(#own,)* #(#asked)* Self: #p::Caller<#p::#bound>
        {}
    }
}

fn caller(scheme: Scheme, p: &RuntimePath) -> TokenStream {
    match scheme {
        Scheme::Partner => quote! { #p::Client },
        Scheme::User => quote! { #p::Session },
    }
}
