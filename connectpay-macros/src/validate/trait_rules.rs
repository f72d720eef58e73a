//! What is checked of a trait as a whole, and of what it gives to its endpoints.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::Ipv4Addr;

use syn::{Attribute, LitStr};

use crate::args::HostArgs;
use crate::errors::Errors;
use crate::item::{ApiTrait, RawItem, cfgs};
use crate::model::{Endpoint, Host, Scheme};
use crate::path::{Segment, Template, decoded};

/// Checks `base`: a path of literal segments.
pub(super) fn base(literal: &LitStr, errors: &mut Errors) -> Template {
    let mut template = Template::parse(literal, errors);
    let placeholder = template.placeholders().next().map(str::to_owned);
    if let Some(name) = placeholder {
        errors.at(literal, format!("`base` has the placeholder `{{{name}}}`; expected it in the `path` of the endpoints, where its argument is"));
        template.is_broken = true;
    }
    template
        .segments
        .retain(|segment| matches!(segment, Segment::Literal(_)));
    template
}

/// Checks `host(…)`: two origins over TLS.
pub(super) fn host(host: &HostArgs, errors: &mut Errors) -> Option<Host> {
    let mut origin = |literal: &LitStr| {
        let text = literal.value();
        let reason = match text.strip_prefix("https://") {
            None => Some("does not begin with `https://`"),
            Some(rest) if rest.contains(['/', '?', '#']) => Some("has a path, query or fragment"),
            Some(rest) if rest.contains('@') => Some("has user-info"),
            Some(rest) if !is_host(rest) => Some("is not a host name, with or without a port"),
            Some(_) => None,
        };
        if let Some(reason) = reason {
            errors.at(literal, format!("the host {text:?} {reason}; expected an origin such as \"https://api2.connectpay.com\""));
        }
        (text, reason.is_none())
    };
    let (stage, stage_is_valid) = origin(&host.stage);
    let (production, production_is_valid) = origin(&host.production);
    (stage_is_valid && production_is_valid).then_some(Host { stage, production })
}

/// A name of letters, digits and hyphens between dots (RFC 1123, 2.1), or an
/// IPv4 address, with or without a port.
fn is_host(text: &str) -> bool {
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, is_port(port)),
        None => (text, true),
    };
    let is_label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // A last label of digits makes an address of the whole (WHATWG URL, 3.5).
    let ends_in_digits = name
        .rsplit('.')
        .next()
        .is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    let is_name = if ends_in_digits {
        name.parse::<Ipv4Addr>().is_ok()
    } else {
        name.split('.').all(is_label)
    };
    port && name.len() <= 253 && is_name
}

fn is_port(text: &str) -> bool {
    let plain = !text.starts_with(['+', '0']);
    plain && text.parse::<u16>().is_ok()
}

/// Checks the head of the trait.
pub(crate) fn check_head(item: &ApiTrait, errors: &mut Errors) {
    if let Some(token) = &item.unsafety {
        errors.at(token, "an API trait cannot be `unsafe`, since the macro implements it; expected a plain trait");
    }
}

/// Reports `#[endpoint]` on something that is not a method.
pub(crate) fn check_misplaced(attr: &Attribute, errors: &mut Errors) {
    errors.at(attr, "`#[endpoint]` stands on something that is not a method; expected it on `async fn … -> Result<T>;` or `fn … -> Call<T>;`");
}

/// Reports an attribute that may be `#[endpoint]` under the name of an import.
pub(crate) fn refuse_renamed(attr: &Attribute, errors: &mut Errors) {
    errors.at(attr, "this looks like `#[endpoint]` under another name, which `#[api]` does not see, so its `base`, `host` and checks would not hold for it; expected `#[connectpay::endpoint(…)]`");
}

/// Reports a macro in the trait, which may make anything.
pub(crate) fn refuse_macro(item: &RawItem, errors: &mut Errors) {
    errors.at(&item.tokens, "`#[api]` does not see what a macro in the trait makes, so its `base`, `host` and checks would not hold for it; expected the items themselves, or a macro that makes the whole trait");
}

/// Reports endpoints that go to the same place. The names of placeholders and
/// the case of escapes make no difference; two endpoints that are both under
/// `#[cfg]` may be alternatives.
pub(crate) fn duplicates(endpoints: &[(&Endpoint, &LitStr)], errors: &mut Errors) {
    let is_conditional = |endpoint: &Endpoint| cfgs(&endpoint.attrs).next().is_some();
    let mut seen: HashMap<_, &Endpoint> = HashMap::new();
    for (endpoint, literal) in endpoints {
        let form: Vec<String> = endpoint
            .path
            .split('/')
            .map(|segment| {
                if segment.starts_with('{') {
                    "{}".to_owned()
                } else {
                    decoded(segment)
                }
            })
            .collect();
        match seen.entry((endpoint.method, form)) {
            Entry::Vacant(place) => {
                place.insert(endpoint);
            }
            Entry::Occupied(first) if is_conditional(endpoint) && is_conditional(first.get()) => {}
            Entry::Occupied(first) => errors.at(
                literal,
                format!(
                    "{} {} is declared by `{}` already; expected each endpoint once",
                    endpoint.method.word(),
                    endpoint.path,
                    first.get().name
                ),
            ),
        }
    }
}

/// The scheme of all endpoints, if they share one.
pub(crate) fn shared_scheme<'a>(
    mut endpoints: impl Iterator<Item = &'a Endpoint>,
) -> Option<Scheme> {
    let first = endpoints.next()?.scheme;
    endpoints
        .all(|endpoint| endpoint.scheme == first)
        .then_some(first)
}
