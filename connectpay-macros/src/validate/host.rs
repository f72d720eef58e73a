//! `host(…)`: two origins over TLS.

use std::net::Ipv4Addr;

use syn::LitStr;

use crate::args::HostArgs;
use crate::errors::Errors;
use crate::model::Host;

pub(super) fn check(host: &HostArgs, errors: &mut Errors) -> Option<Host> {
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
