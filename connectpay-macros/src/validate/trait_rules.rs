//! What is checked of a trait as a whole, and of what it gives to its endpoints.

use std::collections::HashMap;

use syn::{Attribute, LitStr};

use crate::args::HostArgs;
use crate::errors::Errors;
use crate::item::api_trait::ApiTrait;
use crate::model::{Endpoint, Host, Scheme};
use crate::path::{Segment, Template};

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

fn is_host(text: &str) -> bool {
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, port.parse::<u16>().is_ok_and(|port| port != 0)),
        None => (text, true),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    port && !name.is_empty() && name.bytes().all(is_name)
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

/// Reports endpoints that go to the same place. The names of placeholders make
/// no difference; endpoints under `#[cfg]` may be alternatives.
pub(crate) fn duplicates(endpoints: &[(&Endpoint, &LitStr)], errors: &mut Errors) {
    let mut seen: HashMap<_, &Endpoint> = HashMap::new();
    for (endpoint, literal) in endpoints {
        if endpoint
            .attrs
            .iter()
            .any(|attr| attr.path().is_ident("cfg"))
        {
            continue;
        }
        let form: Vec<&str> = endpoint
            .path
            .split('/')
            .map(|segment| {
                if segment.starts_with('{') {
                    "{}"
                } else {
                    segment
                }
            })
            .collect();
        if let Some(first) = seen.get(&(endpoint.method, form.clone())) {
            errors.at(
                literal,
                format!(
                    "{} {} is declared by `{}` already; expected each endpoint once",
                    endpoint.method.word(),
                    endpoint.path,
                    first.name
                ),
            );
        } else {
            seen.insert((endpoint.method, form), endpoint);
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
