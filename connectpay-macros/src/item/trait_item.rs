//! An item of a trait under `#[api]`, by what the macro does with it.

use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Path, ReturnType};

use super::attributes::{cfgs, is_built_in};
use super::endpoint_attribute::{
    has_path, is_conditional_endpoint, is_endpoint, is_method_with_path, is_misnamed_endpoint,
};
use super::method::Method;
use super::raw_item::{RawItem, is_macro, is_no_method};
use super::unfinished::{Unfinished, skip_to, tokens_until};
use crate::argument::MARKERS;
use crate::shape::{Returned, returned};
use crate::word;

pub(crate) enum Item {
    /// A method with `#[endpoint]`.
    Endpoint(Box<EndpointItem>),
    /// Another item with `#[endpoint]`, and the item without it.
    Misplaced { attr: Box<Attribute>, item: RawItem },
    /// A method without a body whose attribute was meant to be `#[endpoint]` and has another
    /// name, and the method without it.
    Renamed {
        attr: Box<Attribute>,
        method: Box<Method>,
    },
    /// A method without a body whose arguments are marked as those of endpoints are, or
    /// which nothing but the attribute tells from an endpoint.
    Undeclared(Box<Method>),
    /// A macro, whose items `#[api]` does not see.
    Macro(RawItem),
    /// Anything else, exactly as it was.
    Other(RawItem),
    /// What cannot be read.
    Unfinished(Box<Unfinished>),
}

pub(crate) struct EndpointItem {
    /// The last one is the declaration; more than one is a mistake.
    pub(crate) endpoint_attrs: Vec<Attribute>,
    pub(crate) method: Method,
}

impl EndpointItem {
    /// Whether the attribute has only been begun above a method of the author's own, which
    /// has nothing of an endpoint.
    pub(crate) fn has_only_begun(&self) -> bool {
        let is_meant = self.method.sig.asyncness.is_some() || is_marked_or_answered(&self.method);
        !is_meant && !self.endpoint_attrs.iter().any(has_path)
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        let attrs = ahead.call(Attribute::parse_outer)?;
        if !attrs.iter().any(is_endpoint) {
            return Self::without_endpoint(input, &attrs);
        }
        if !is_no_method(&ahead)? {
            let mut method: Method = input.parse()?;
            let (endpoint_attrs, attrs) = method.attrs.into_iter().partition(is_endpoint);
            method.attrs = attrs;
            return Ok(Self::Endpoint(Box::new(EndpointItem {
                endpoint_attrs,
                method,
            })));
        }
        let (mut endpoint_attrs, attrs): (Vec<_>, Vec<_>) = input
            .call(Attribute::parse_outer)?
            .into_iter()
            .partition(is_endpoint);
        let mut item: RawItem = input.parse()?;
        let rest = item.tokens;
        item.tokens = quote::quote! { #(#attrs)* #rest };
        item.cfgs = cfgs(&attrs).cloned().collect();
        Ok(Self::Misplaced {
            attr: Box::new(endpoint_attrs.swap_remove(0)),
            item,
        })
    }
}

impl Item {
    /// The path of the attribute that declares an endpoint.
    pub(crate) fn path_of_endpoint(&self) -> Option<&Path> {
        match self {
            Self::Endpoint(endpoint) => {
                let plain = |attr: &&Attribute| !is_conditional_endpoint(attr);
                let declaration = endpoint.endpoint_attrs.last().filter(plain);
                declaration.map(Attribute::path)
            }
            _ => None,
        }
    }

    /// The attributes of an item that every implementation of the trait has to give; nothing
    /// for others.
    pub(crate) fn required(&self) -> Option<&[Attribute]> {
        match self {
            Self::Endpoint(item) => {
                let is_required = item.method.body.is_none() && item.has_only_begun();
                is_required.then_some(&item.method.attrs)
            }
            Self::Renamed { .. } | Self::Undeclared(_) => None,
            Self::Misplaced { item, .. } | Self::Macro(item) | Self::Other(item) => {
                item.is_required.then_some(&item.cfgs)
            }
            Self::Unfinished(item) => {
                let method = item.method.as_ref();
                let required = method.filter(|it| !it.is_endpoint && it.method.body.is_none());
                required.map(|it| &*it.method.attrs)
            }
        }
    }

    /// Reads an item as far as it can be read.
    pub(super) fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        match ahead.parse() {
            Ok(item) => {
                input.advance_to(&ahead);
                Ok(item)
            }
            Err(reason) => Self::unfinished(input, reason),
        }
    }

    /// Reads an item as far as it can be read, and does not let what it leaves unread fail
    /// the others.
    pub(super) fn read_alone(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        let item = ahead
            .parse::<Self>()
            .and_then(|_| syn::parse2(tokens_until(input, &ahead)));
        match item {
            Ok(item) => {
                skip_to(input, &ahead)?;
                Ok(item)
            }
            Err(reason) => Self::unfinished(input, reason),
        }
    }

    fn unfinished(input: ParseStream<'_>, reason: syn::Error) -> syn::Result<Self> {
        let unfinished = Unfinished::read(input, reason)?;
        Ok(Self::Unfinished(Box::new(unfinished)))
    }

    /// An item none of whose attributes is named `endpoint`.
    fn without_endpoint(input: ParseStream<'_>, attrs: &[Attribute]) -> syn::Result<Self> {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        if is_macro(&ahead) {
            let item: RawItem = input.parse()?;
            return Ok(Self::Macro(RawItem {
                is_required: true,
                ..item
            }));
        }
        let ahead = input.fork();
        let method = ahead.parse::<Method>();
        let is_answered = method.as_ref().is_ok_and(is_marked_or_answered);
        let is_meant = |attr: &Attribute| {
            is_misnamed_endpoint(attr) || (is_answered && is_method_with_path(attr))
        };
        let renamed = attrs.iter().position(is_meant);
        let item = match (method, renamed) {
            (Ok(method), _) if method.body.is_some() => None,
            (Ok(mut method), Some(renamed)) => Some(Self::Renamed {
                attr: Box::new(method.attrs.remove(renamed)),
                method: Box::new(method),
            }),
            (Ok(mut method), None) if first_marker(&method).is_some() => {
                // What is no attribute of the compiler's may stand in the place of ours, and
                // be one that there is not.
                method
                    .attrs
                    .retain(|attr| is_built_in(attr) || word::is_alone(attr.path(), "cfg_attr"));
                Some(Self::Undeclared(Box::new(method)))
            }
            _ => None,
        };
        if let Some(item) = item {
            input.advance_to(&ahead);
            return Ok(item);
        }
        input.parse().map(Self::Other)
    }
}

/// Whether a method has a marker of ours, or returns what an endpoint returns.
fn is_marked_or_answered(method: &Method) -> bool {
    let returns_answer = match &method.sig.output {
        ReturnType::Type(_, ty) => !matches!(returned(ty), Returned::Other),
        ReturnType::Default => false,
    };
    returns_answer || first_marker(method).is_some()
}

/// The first attribute of an argument that is a marker of an endpoint's.
pub(crate) fn first_marker(method: &Method) -> Option<&Attribute> {
    let attrs = method.arguments().flat_map(|argument| &argument.attrs);
    let mut markers = attrs.filter(|attr| MARKERS.iter().any(|marker| marker.is(attr)));
    markers.next()
}
