//! What an argument's marker says: `#[body]`, `#[form]`, `#[query]`, `#[header]`.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, LitStr, Meta, Token};

use crate::errors::{Errors, did_you_mean};
use crate::model::Location;

pub(super) const MARKERS: &[&str] = &["body", "form", "query", "header"];

/// Headers that are not an argument's to set; the same list as the runtime's,
/// which says why.
const RESERVED_HEADERS: &[&str] = &[
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "psu-ip-address",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-connectpay-api-key",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-original-url",
    "x-rewrite-url",
];

/// What a marker says, once its name is known to be one.
pub(super) fn location(
    attr: &Attribute,
    word: &str,
    key: String,
    errors: &mut Errors,
) -> Option<Location> {
    match word {
        "query" => query(attr, key, errors),
        "header" => header(attr, errors),
        "body" => bare_marker(attr, word, Location::Body, errors),
        _ => bare_marker(attr, word, Location::Form, errors),
    }
}

fn bare_marker(
    attr: &Attribute,
    word: &str,
    location: Location,
    errors: &mut Errors,
) -> Option<Location> {
    if matches!(attr.meta, Meta::Path(_)) {
        return Some(location);
    }
    errors.at(
        attr,
        format!("`#[{word}]` takes nothing; expected `#[{word}]` alone"),
    );
    None
}

fn query(attr: &Attribute, key: String, errors: &mut Errors) -> Option<Location> {
    const FORMS: &str = "expected `#[query]`, `#[query(rename = \"…\")]` or `#[query(flatten)]`";
    if matches!(attr.meta, Meta::Path(_)) {
        return Some(Location::Query { key });
    }
    let inside = attr
        .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        .ok();
    let only = inside
        .as_ref()
        .filter(|list| list.len() == 1)
        .and_then(|list| list.first());
    match only {
        Some(Meta::Path(path)) if path.is_ident("flatten") => return Some(Location::QueryFlatten),
        Some(Meta::NameValue(meta)) if meta.path.is_ident("rename") => {
            if let syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) = &meta.value
            {
                if !text.value().is_empty() && text.suffix().is_empty() {
                    return Some(Location::Query { key: text.value() });
                }
            }
            errors.at(&meta.value, "`rename` is not a string with a name in it; expected one such as `rename = \"pageSize\"`");
        }
        Some(other) => {
            let found = other.path().to_token_stream().to_string();
            let hint = did_you_mean(&found, &["rename", "flatten"]);
            errors.at(
                other,
                format!("unknown option `{found}` of `#[query]`; {FORMS}{hint}"),
            );
        }
        None => errors.at(attr, format!("`#[query(…)]` takes one option; {FORMS}")),
    }
    None
}

fn header(attr: &Attribute, errors: &mut Errors) -> Option<Location> {
    let literal = attr.parse_args::<LitStr>().ok();
    let Some(literal) = literal.filter(|literal| literal.suffix().is_empty()) else {
        errors.at(
            attr,
            "`#[header]` has no name in quotes; expected one as in `#[header(\"X-Request-ID\")]`",
        );
        return None;
    };
    let found = literal.value();
    let name = found.to_ascii_lowercase();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        errors.at(&literal, format!("{found:?} is not the name of a header; expected letters, digits and `-` (RFC 9110, 5.1)"));
        return None;
    }
    // Servers that hand headers on as variables read `_` and `-` alike.
    if RESERVED_HEADERS.contains(&name.replace('_', "-").as_str()) {
        errors.at(&literal, format!("the header `{found}` is not an argument's to set; expected another, since credentials, framing, method and path belong to the library"));
        return None;
    }
    Some(Location::Header { name })
}
