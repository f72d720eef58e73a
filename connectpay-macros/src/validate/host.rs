//! `host(…)`: two origins over TLS, one for each environment.

use std::net::{IpAddr, Ipv4Addr};

use syn::LitStr;

use crate::args::HostArgs;
use crate::errors::Errors;
use crate::model::Host;

/// Checks both hosts of a trait, in front of whose `base` they stand.
pub(super) fn check(host: &HostArgs, base: Option<&str>, errors: &mut Errors) -> Option<Host> {
    let mut origin = |literal: &LitStr, environment: &Environment| {
        let text = literal.value();
        let mistake = mistake(&text, base.unwrap_or_default(), environment);
        let is_valid = mistake.is_none();
        if let Some(mistake) = mistake {
            errors.at(literal, format!("the host {text:?} {mistake}"));
        }
        (text, is_valid)
    };
    let (stage, stage_is_valid) = origin(&host.stage, &OF_STAGE);
    let (production, production_is_valid) = origin(&host.production, &OF_PRODUCTION);
    let are_valid = stage_is_valid && production_is_valid;
    let mistake = are_valid.then(|| confusion(host, &stage, &production));
    if let Some((literal, message)) = mistake.flatten() {
        errors.at(literal, message);
        return None;
    }
    are_valid.then_some(Host { stage, production })
}

/// What is wrong with a text that is not an origin over TLS, and what was expected.
fn mistake(text: &str, base: &str, environment: &Environment) -> Option<String> {
    let own = environment.own;
    let origin = origin_in(text).filter(|origin| origin != environment.other);
    let expected = match (origin, path_in(text)) {
        (Some(origin), "") => format!("{origin:?}"),
        (Some(origin), path) if begins_with(base, path) => {
            format!("{origin:?}, since `base` begins with `{path}` already")
        }
        (Some(origin), path) => {
            format!("{origin:?} here, and `{path}` at the beginning of `base`")
        }
        (None, _) => format!("an origin such as {own:?}"),
    };
    let Some(rest) = text.strip_prefix("https://") else {
        if !text.starts_with("http://") {
            return Some(format!(
                "does not begin with `https://`; expected {expected}"
            ));
        }
        return Some(if is_loopback(without_port(authority_in(text))) {
            format!(
                "is on this machine; expected `Environment::custom({text:?})` in the program that is to call it, and the hosts of the two environments here"
            )
        } else {
            format!(
                "is without TLS, so that others could read the credentials; expected {expected}, or for a server on this machine `Environment::custom(\"http://localhost:8080\")` in the program that is to call it"
            )
        });
    };
    let after = rest.find(['/', '?', '#']).and_then(|end| rest.get(end..));
    match after {
        Some("/") => Some(format!("ends in a slash; expected {expected}")),
        Some(after) if !after.contains(['?', '#']) => {
            Some(format!("has a path; expected {expected}"))
        }
        Some(_) => Some(format!("has a query or fragment; expected {expected}")),
        None if rest.contains('@') => Some(format!(
            "has user-info, which is what stands before the `@`; expected {expected}"
        )),
        None if !is_host(rest) => Some(format!(
            "is not a host name, with or without a port; expected an origin such as {own:?}"
        )),
        None => None,
    }
}

/// The origin over TLS that a text may have been meant for. What has an `@` may have been
/// meant for the host on either side of it.
fn origin_in(text: &str) -> Option<String> {
    if text.contains('@') {
        return None;
    }
    let host = authority_in(text);
    let host = if text.starts_with("http://") {
        host.strip_suffix(":80").unwrap_or(host)
    } else {
        host
    };
    is_host(host).then(|| format!("https://{host}"))
}

/// What stands between the scheme and the path (RFC 3986, 3.2).
fn authority_in(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Whether requests to a host stay on this machine, as the runtime asks it of a host too.
fn is_loopback(host: &str) -> bool {
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let address = bracketed.unwrap_or(host).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Whether the first segments of a path are those of another one.
fn begins_with(path: &str, other: &str) -> bool {
    let rest = path.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path behind an origin, without the slash at its end.
fn path_in(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let path = rest.find('/').and_then(|begin| rest.get(begin..));
    path.unwrap_or_default().trim_end_matches('/')
}

/// ConnectPay's own hosts.
const STAGE: &str = "https://api2-stage.connectpay.com";
const PRODUCTION: &str = "https://api2.connectpay.com";

/// What ConnectPay's host of an environment is, and what it is not.
struct Environment {
    own: &'static str,
    other: &'static str,
}

const OF_STAGE: Environment = Environment {
    own: STAGE,
    other: PRODUCTION,
};

const OF_PRODUCTION: Environment = Environment {
    own: PRODUCTION,
    other: STAGE,
};

/// What takes one environment for the other: credentials of a test would go to production, or
/// those of production to a test.
fn confusion<'a>(
    host: &'a HostArgs,
    stage: &str,
    production: &str,
) -> Option<(&'a LitStr, String)> {
    if without_port(&canonical(stage)) == PRODUCTION {
        let message = format!(
            "`stage` is ConnectPay's production host; expected the host of the test environment, such as {STAGE:?}"
        );
        return Some((&host.stage, message));
    }
    if without_port(&canonical(production)) == STAGE {
        let message = format!(
            "`production` is ConnectPay's host for tests; expected the host of the production environment, such as {PRODUCTION:?}"
        );
        return Some((&host.production, message));
    }
    (canonical(stage) == canonical(production)).then(|| {
        let message = format!("`production` is the same host as `stage`, so one environment would get the other's credentials; expected a host for each, and `Environment::custom({production:?})` for a program whose calls all go to one host");
        (&host.production, message)
    })
}

/// An origin as it is compared: host names have no case, and 443 is the port of `https`
/// (RFC 9110, 4.2.2 and 4.2.3).
fn canonical(origin: &str) -> String {
    let lower = origin.to_ascii_lowercase();
    let portless = lower.strip_suffix(":443").map(str::to_owned);
    portless.unwrap_or(lower)
}

/// An origin of another port, which is the same host all the same.
fn without_port(origin: &str) -> &str {
    let port = origin.rsplit_once(':').filter(|(_, port)| is_port(port));
    port.map_or(origin, |(host, _)| host)
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

#[cfg(test)]
mod tests {
    use super::{OF_PRODUCTION, mistake};

    #[test]
    fn an_origin_is_this_machine_only_if_the_runtime_takes_it_for_that() {
        for (text, is_local) in [
            ("http://localhost:8080", true),
            ("http://LOCALHOST", true),
            ("http://127.1.2.3", true),
            ("http://[::1]:8080", true),
            ("http://127.example.com", false),
            ("http://localhost.example.com", false),
            ("http://localhost@example.com", false),
            ("http://10.0.0.1", false),
        ] {
            let mistake = mistake(text, "", &OF_PRODUCTION).unwrap();
            assert_eq!(
                mistake.starts_with("is on this machine"),
                is_local,
                "{text}"
            );
        }
    }

    #[test]
    fn a_host_with_an_at_sign_is_no_remedy() {
        for text in [
            "https://a.example.com@b.example.com",
            "http://a.example.com@b.example.com",
            "a.example.com@b.example.com",
            "https://a.example.com:@b.example.com/x",
        ] {
            let mistake = mistake(text, "", &OF_PRODUCTION).unwrap();
            assert!(!mistake.contains("b.example.com"), "{mistake}");
        }
    }

    #[test]
    fn a_path_that_the_base_has_already_is_not_advised_once_more() {
        let text = "https://example.com/api/";
        for (base, is_advised) in [
            ("", true),
            ("/apis", true),
            ("/v1/api", true),
            ("/api", false),
            ("/api/v1", false),
        ] {
            let mistake = mistake(text, base, &OF_PRODUCTION).unwrap();
            let advises = mistake.contains("`/api` at the beginning of `base`");
            assert_eq!(advises, is_advised, "{base}: {mistake}");
        }
    }
}
