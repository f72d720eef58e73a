//! A trait as a whole: the trait, its endpoints as data, its impls.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::Attribute;
use syn::ext::IdentExt as _;

use super::{Bound, descriptor, method};
use crate::item::api_trait::{ApiTrait, Required};
use crate::item::{cfgs, docs, type_name};
use crate::model::{Endpoint, Location, Scheme};
use crate::runtime_path::RuntimePath;

/// A part of the trait, in the order in which its author wrote them.
pub(crate) enum Part<'a> {
    Endpoint(&'a Endpoint),
    Other(&'a TokenStream),
}

pub(crate) fn api_trait(
    item: &ApiTrait,
    parts: &[Part<'_>],
    shared: Option<Scheme>,
    p: &RuntimePath,
) -> TokenStream {
    let endpoints: Vec<&Endpoint> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Endpoint(endpoint) => Some(*endpoint),
            Part::Other(_) => None,
        })
        .collect();
    let bound = if shared.is_some() {
        Bound::OnTrait
    } else {
        Bound::OnMethod
    };
    let items = parts.iter().map(|part| match part {
        Part::Endpoint(endpoint) => method(endpoint, bound),
        Part::Other(tokens) => (*tokens).clone(),
    });
    let head = head(item, shared, p);
    let table = table(item, &endpoints, p);
    let impls = impls(item, &endpoints, shared, p);
    quote! {
        #head { #(#items)* }
        #table
        #impls
    }
}

fn head(item: &ApiTrait, shared: Option<Scheme>, p: &RuntimePath) -> TokenStream {
    let ApiTrait {
        attrs,
        vis,
        ident,
        generics,
        supertraits,
        ..
    } = item;
    let where_clause = &generics.where_clause;
    let own = supertraits.iter();
    let caller = shared.map(|scheme| {
        let scheme = scheme.type_name();
        quote! { #p::Caller<#p::#scheme> }
    });
    let all: Vec<TokenStream> = own.map(|bound| quote! { #bound }).chain(caller).collect();
    let colon = (!all.is_empty()).then(|| quote! { : });
    quote! {
        #(#attrs)*
        #vis trait #ident #generics #colon #(#all)+* #where_clause
    }
}

/// The endpoints as a constant with the trait's name: traits and constants have
/// separate namespaces, so one `use` brings both.
fn table(item: &ApiTrait, endpoints: &[&Endpoint], p: &RuntimePath) -> TokenStream {
    let ApiTrait {
        attrs, vis, ident, ..
    } = item;
    let cfgs: Vec<&Attribute> = cfgs(attrs).collect();
    let name = ident.unraw().to_string();
    let doc = format!(" The endpoints of [`trait@{name}`] as data.");
    let operations = endpoints.iter().map(|endpoint| operation(endpoint));
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(non_upper_case_globals)]
        #vis const #ident: #p::Api = #p::Api::new(#name, &[#(#operations),*]);

        // A use, so that a private trait whose table nobody reads is no dead code.
        #(#cfgs)*
        const _: &#p::Api = &#ident;
    }
}

fn operation(endpoint: &Endpoint) -> TokenStream {
    let p = &endpoint.runtime;
    let cfgs = cfgs(&endpoint.attrs);
    let descriptor = descriptor(endpoint);
    let docs = docs(&endpoint.attrs);
    let answer = type_name(&endpoint.answer);
    let parameters = endpoint.arguments.iter().map(|argument| {
        let name = argument.name.unraw().to_string();
        let ty = type_name(&argument.ty);
        let location = match &argument.location {
            Location::Path => quote! { Path },
            Location::Query { key } => quote! { Query(#key) },
            Location::QueryFlatten => quote! { QueryFlatten },
            Location::Header { name } => quote! { Header(#name) },
            Location::Body => quote! { Body },
            Location::Form => quote! { Form },
        };
        quote! { #p::Parameter::new(#name, #p::Location::#location, #ty) }
    });
    quote! {
        #(#cfgs)*
        #p::Operation::new(#descriptor, #docs, &[#(#parameters),*], #answer)
    }
}

/// For all whose credentials some endpoint takes. Where an item has no default,
/// only the author can implement the trait.
fn impls(
    item: &ApiTrait,
    endpoints: &[&Endpoint],
    shared: Option<Scheme>,
    p: &RuntimePath,
) -> TokenStream {
    let Some(attrs) = attrs_of_impls(item) else {
        return TokenStream::new();
    };
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
    for scheme in [Scheme::Partner, Scheme::User] {
        if takes(scheme) {
            impls.extend(implement(caller(scheme, p)));
            if item.asks_for_endpoints_alone() {
                impls.extend(dyn_callers(item, scheme, p).into_iter().map(implement));
            }
        }
    }
    if let (Some(scheme), true) = (shared, item.asks_for_endpoints_alone()) {
        impls.extend(misplaced(item, scheme, &attrs, p));
    }
    impls
}

/// What stands on each impl; `None` where there is to be none.
fn attrs_of_impls(item: &ApiTrait) -> Option<TokenStream> {
    let cfgs = cfgs(&item.attrs);
    let unless = match item.required_items() {
        Required::Never => None,
        Required::Always => return None,
        Required::When(condition) => Some(quote! { #[cfg(not(#condition))] }),
    };
    // Only where it is needed: `forbid(deprecated)` refuses every `allow` of it.
    let names_deprecated =
        |attr: &Attribute| attr.to_token_stream().to_string().contains("deprecated");
    let deprecated = item
        .attrs
        .iter()
        .any(names_deprecated)
        .then(|| quote! { #[allow(deprecated)] });
    Some(quote! { #(#cfgs)* #unless #[automatically_derived] #deprecated })
}

/// The trait objects of callers. Each set of auto traits is a type of its own,
/// though every caller has both.
pub(crate) fn dyn_callers(item: &ApiTrait, scheme: Scheme, p: &RuntimePath) -> [TokenStream; 4] {
    let (tag, lifetime) = (scheme.type_name(), item.lifetime());
    let caller = quote! { dyn #p::Caller<#p::#tag> };
    [
        quote! { #caller + #lifetime },
        quote! { #caller + #p::Send + #lifetime },
        quote! { #caller + #p::Sync + #lifetime },
        quote! { #caller + #p::Send + #p::Sync + #lifetime },
    ]
}

/// An impl for the other caller under a condition that never holds: calling the
/// endpoint on it is then answered by a sentence and not by "method not found".
fn misplaced(item: &ApiTrait, scheme: Scheme, attrs: &TokenStream, p: &RuntimePath) -> TokenStream {
    let (right, wrong) = (caller(scheme, p), caller(scheme.other(), p));
    let ident = &item.ident;
    let mut generics = item.generics.clone();
    let lifetime = syn::Lifetime::new("'__connectpay_misplaced", proc_macro2::Span::mixed_site());
    generics.params.insert(
        0,
        syn::GenericParam::Lifetime(syn::LifetimeParam::new(lifetime.clone())),
    );
    let (parameters, ..) = generics.split_for_impl();
    let (_, arguments, _) = item.generics.split_for_impl();
    let own = item
        .generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    quote! {
        #attrs
        #[doc(hidden)]
        impl #parameters #ident #arguments for #wrong
        where #(#own,)* #wrong: #p::CalledOn<#lifetime, #right>
        {}
    }
}

fn caller(scheme: Scheme, p: &RuntimePath) -> TokenStream {
    match scheme {
        Scheme::Partner => quote! { #p::Client },
        Scheme::User => quote! { #p::Session },
    }
}
