//! For which callers a trait can be implemented, and under which conditions.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{GenericParam, Ident, Lifetime, Meta, PathSegment, TypeParam, TypeParamBound};

use crate::item::{ApiTrait, Item, cfgs};
use crate::model::Scheme;
use crate::runtime_path::RuntimePath;
use crate::shape::{last_segment, names_self, sole_argument};

/// When an implementor has to give more than the endpoints.
pub(crate) enum Required {
    Never,
    Always,
    /// Where this predicate of `#[cfg]` holds.
    When(TokenStream),
}

/// When the trait has an item that only its author can give.
pub(crate) fn required_items(item: &ApiTrait) -> Required {
    let mut conditions = Vec::new();
    for attrs in item.items.iter().filter_map(Item::required) {
        let cfgs = cfgs(attrs).filter_map(|cfg| match &cfg.meta {
            Meta::List(list) => Some(&list.tokens),
            _ => None,
        });
        let all: Vec<&TokenStream> = cfgs.collect();
        if all.is_empty() {
            return Required::Always;
        }
        conditions.push(quote! { all(#(#all),*) });
    }
    if conditions.is_empty() {
        Required::Never
    } else {
        Required::When(quote! { any(#(#conditions),*) })
    }
}

/// Whether the trait asks nothing of an implementor but the endpoints, so that every
/// caller can have it. `Send`, `Sync` and `Caller` count as nothing: each caller is
/// `Send` and `Sync` anyway, and the macro itself adds `Caller`.
pub(crate) fn accepts_any_caller(item: &ApiTrait) -> bool {
    item.supertraits.iter().all(holds_for_any_caller) && !names_self(&item.generics.where_clause)
}

fn holds_for_any_caller(bound: &TypeParamBound) -> bool {
    match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| {
                last.ident == "Send" || last.ident == "Sync" || scheme_of(last).is_some()
            })
        }
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
        _ => false,
    }
}

/// The impl of a trait that declares no endpoint and collects those of its supertraits:
/// for everything that has them all. `None` for any other trait.
pub(crate) fn for_all_that_have_the_supertraits(
    item: &ApiTrait,
    attrs: &TokenStream,
) -> Option<TokenStream> {
    // A forgotten endpoint does not say whose credentials it takes, and was reported.
    let is_endpoint = |item: &Item| matches!(item, Item::Endpoint(_) | Item::Renamed { .. });
    if item.items.iter().any(is_endpoint) || item.supertraits.iter().all(holds_for_any_caller) {
        return None;
    }
    let caller = Ident::new("__ConnectpayCaller", Span::mixed_site());
    let mut generics = item.generics.clone();
    generics
        .params
        .push(GenericParam::Type(TypeParam::from(caller.clone())));
    let (parameters, ..) = generics.split_for_impl();
    let (_, arguments, _) = item.generics.split_for_impl();
    let clause = item.generics.where_clause.iter();
    let own = clause.flat_map(|clause| &clause.predicates);
    let (ident, supertraits) = (&item.ident, item.supertraits.iter());
    Some(quote! {
        #attrs
        impl #parameters #ident #arguments for #caller
        where #caller: ?::core::marker::Sized #(+ #supertraits)*, #(#own,)*
        {}
    })
}

/// The scheme of a bound that is `Caller<Partner>` or `Caller<User>`.
pub(crate) fn caller_scheme(bound: &TypeParamBound) -> Option<Scheme> {
    match bound {
        TypeParamBound::Trait(bound) => scheme_of(bound.path.segments.last()?),
        _ => None,
    }
}

fn scheme_of(segment: &PathSegment) -> Option<Scheme> {
    let argument = sole_argument(segment).and_then(last_segment)?;
    let mut schemes = Scheme::ALL.into_iter();
    let scheme = schemes.find(|scheme| argument.ident == scheme.type_name())?;
    (segment.ident == "Caller").then_some(scheme)
}

/// The trait objects of callers. Each set of auto traits makes a type of its own,
/// though every caller has both.
pub(crate) fn dyn_callers(item: &ApiTrait, scheme: Scheme, p: &RuntimePath) -> [TokenStream; 4] {
    let (tag, lifetime) = (scheme.type_name(), lifetime(item));
    let caller = quote! { dyn #p::Caller<#p::#tag> };
    [
        quote! { #caller + #lifetime },
        quote! { #caller + #p::Send + #lifetime },
        quote! { #caller + #p::Sync + #lifetime },
        quote! { #caller + #p::Send + #p::Sync + #lifetime },
    ]
}

/// How long an implementor lives at least: `'static` where the trait asks for it.
fn lifetime(item: &ApiTrait) -> Lifetime {
    let asked = item.supertraits.iter().find_map(|bound| match bound {
        TypeParamBound::Lifetime(lifetime) => Some(lifetime.clone()),
        _ => None,
    });
    asked.unwrap_or_else(|| Lifetime::new("'_", Span::call_site()))
}
