//! What must not be kept: credentials in headers, secrets in queries and bodies.

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderValue, Uri};
use serde_json::Value;

use crate::header::API_KEY;

const CENSORED: &str = "[censored]";

/// A member is a secret if one of these is a part of its name, as in `smsOtp`. They are
/// in lower case and without `_` and `-`.
const SECRET_NAMES: [&str; 5] = [
    "otp",
    "password",
    "accesstoken",
    "refreshtoken",
    "clientsecret",
];

/// The headers. Those that carry a credential keep only the scheme.
///
/// Every value is a copy. The server's values are slices of its read buffer, and a
/// single one would keep the whole buffer alive.
pub(super) fn headers(headers: &HeaderMap) -> HeaderMap {
    headers
        .iter()
        .map(|(name, value)| {
            let secret = [&AUTHORIZATION, &API_KEY, &COOKIE, &PROXY_AUTHORIZATION].contains(&name);
            let value = if secret {
                HeaderValue::from_static(scheme_of(value))
            } else {
                HeaderValue::from_bytes(value.as_bytes()).expect("a copy is as valid")
            };
            (name.clone(), value)
        })
        .fold(HeaderMap::new(), |mut headers, (name, value)| {
            headers.append(name, value);
            headers
        })
}

fn scheme_of(value: &HeaderValue) -> &'static str {
    let scheme = value.as_bytes().split(|&byte| byte == b' ').next();
    match scheme {
        Some(scheme) if scheme.eq_ignore_ascii_case(b"bearer") => "Bearer [censored]",
        Some(scheme) if scheme.eq_ignore_ascii_case(b"basic") => "Basic [censored]",
        _ => CENSORED,
    }
}

/// The path with its query, byte for byte except for the values of secret members.
pub(super) fn path(uri: &Uri) -> String {
    let Some(query) = uri.query() else {
        return uri.path().to_owned();
    };
    let pairs = query.split_inclusive(['&', ';']).map(pair);
    format!("{}?{}", uri.path(), pairs.collect::<String>())
}

/// A pair of a query, perhaps with the separator behind it.
fn pair(pair: &str) -> String {
    let Some((name, value)) = pair.split_once('=') else {
        return pair.to_owned();
    };
    let mut names = form_urlencoded::parse(name.as_bytes());
    if !names.any(|(name, _)| names_a_secret(&name)) {
        return pair.to_owned();
    }
    let separator = value.find(['&', ';']).map_or("", |at| &value[at..]);
    format!("{name}={CENSORED}{separator}")
}

/// A copy of the body, for the same reason as the headers, and byte for byte if it
/// holds no secret. JSON with a secret is written again, perhaps with its members in
/// another order. Other text that names a secret is not kept at all, since nobody can
/// tell where the secret is.
pub(super) fn body(body: &[u8]) -> Bytes {
    match serde_json::from_slice::<Value>(body) {
        Ok(mut json) => {
            if censor(&mut json) {
                Bytes::from(json.to_string())
            } else {
                Bytes::copy_from_slice(body)
            }
        }
        Err(_) if names_a_secret(&String::from_utf8_lossy(body)) => {
            Bytes::from_static(CENSORED.as_bytes())
        }
        Err(_) => Bytes::copy_from_slice(body),
    }
}

/// Whether it contained a secret.
fn censor(json: &mut Value) -> bool {
    match json {
        Value::Object(members) => {
            let mut found = false;
            for (name, value) in members.iter_mut() {
                if names_a_secret(name) {
                    *value = Value::from(CENSORED);
                    found = true;
                } else {
                    found |= censor(value);
                }
            }
            found
        }
        Value::Array(values) => values
            .iter_mut()
            .fold(false, |found, value| censor(value) | found),
        _ => false,
    }
}

fn names_a_secret(text: &str) -> bool {
    let text = plain(text);
    SECRET_NAMES.iter().any(|name| text.contains(name))
}

fn plain(name: &str) -> String {
    let kept = name.chars().filter(|&letter| !matches!(letter, '_' | '-'));
    kept.map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_of_a_secret_member_is_kept() {
        for sent in [
            r#"{"otp":"s3cret"}"#,
            r#"{"otp":["s3cret"]}"#,
            r#"{"\u006ftp":"s3cret"}"#,
            r#"{"otp":"s3cret","otp":"s3cret"}"#,
            r#"[{"a":[{"Refresh_Token":"s3cret"}]}]"#,
            r#"{"a":{"PASSWORD":{"b":"s3cret"}}}"#,
            r#"{"otpCode":"s3cret"}"#,
            r#"{"sms-otp":"s3cret"}"#,
            r#"{"encryptedPassword":"s3cret"}"#,
            r#"{"otp":"s3cret""#,
            "grant_type=refresh_token&refresh_token=s3cret",
            "otp: s3cret \u{fffd}",
        ] {
            let kept = body(sent.as_bytes());
            assert!(!kept.windows(6).any(|part| part == b"s3cret"), "{sent}");
            assert!(!kept.is_empty());
        }
    }

    #[test]
    fn what_is_no_secret_is_kept_byte_for_byte() {
        for sent in [
            r#"{ "b" : 1.50, "a" : [ null ], "order": "s-1" }"#,
            "",
            "no JSON \u{e9}",
        ] {
            assert_eq!(body(sent.as_bytes()), sent.as_bytes());
        }
        assert_eq!(body(b"\xff\xfe"), &b"\xff\xfe"[..]);
    }

    #[test]
    fn no_secret_of_a_query_is_kept() {
        for (sent, kept) in [
            ("/a?otp=s3cret", "/a?otp=[censored]"),
            (
                "/a?b=1&smsOtp=s3cret&c=%20",
                "/a?b=1&smsOtp=[censored]&c=%20",
            ),
            ("/a?%6Ftp=s3cret", "/a?%6Ftp=[censored]"),
            ("/a?o%5Ftp=s3cret=x", "/a?o%5Ftp=[censored]"),
            (
                "/a?user[access_token]=s3cret",
                "/a?user[access_token]=[censored]",
            ),
            ("/a?b=1;otp=s3cret;c=1", "/a?b=1;otp=[censored];c=1"),
            ("/a?b=1&PASSWORD=", "/a?b=1&PASSWORD=[censored]"),
        ] {
            assert_eq!(path(&sent.parse().unwrap()), kept);
        }
    }

    #[test]
    fn a_path_without_a_secret_is_kept_byte_for_byte() {
        for sent in [
            "/",
            "/otp/1",
            "/a?",
            "/a?otp",
            "/a?b=%C3%A9&&c=+&=1",
            "/a?b=otp",
        ] {
            assert_eq!(path(&sent.parse().unwrap()), sent);
        }
    }

    #[test]
    fn a_repeated_header_stays_repeated() {
        let mut sent = HeaderMap::new();
        sent.append("x-a", HeaderValue::from_static("1"));
        sent.append("x-a", HeaderValue::from_static("2"));
        assert_eq!(headers(&sent), sent);
    }
}
