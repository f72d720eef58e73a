//! The headers that no declaration may set. The runtime has the same lists and says why
//! each of them is in one.

/// Headers that belong to the library. An entry that ends in `*` stands for all names
/// that begin so.
const RESERVED: &[&str] = &[
    "accept-encoding",
    "authorization",
    "cf-connecting-ip",
    "client-ip",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "fastly-client-ip",
    "forwarded",
    "forwarded-for",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy",
    "proxy-authorization",
    "proxy-connection",
    "psu-ip-address",
    "te",
    "trailer",
    "transfer-encoding",
    "true-client-ip",
    "upgrade",
    "x-appengine-user-ip",
    "x-azure-clientip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-connectpay-api-key",
    "x-envoy-external-address",
    "x-forward-for",
    "x-forwarded",
    "x-forwarded-*",
    "x-host",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-original-*",
    "x-originating-ip",
    "x-override-url",
    "x-proxyuser-ip",
    "x-real-ip",
    "x-remote-addr",
    "x-remote-ip",
    "x-rewrite-url",
];

/// Headers that are sent anyway, so that another spelling would be sent beside them.
const SENT: &[&str] = &["user-agent", "x-request-id"];

/// Whether a header, by its name in lower case, is not to be set.
pub(super) fn is_reserved(name: &str) -> bool {
    let name = with_hyphens(name);
    RESERVED.iter().any(|entry| match entry.strip_suffix('*') {
        Some(begin) => name.starts_with(begin),
        None => name == *entry,
    })
}

/// Who sends a reserved header, or why nobody does, and what to do instead.
pub(super) fn reason(name: &str) -> &'static str {
    match with_hyphens(name).as_str() {
        "authorization" | "x-connectpay-api-key" => {
            "the library sends the credentials; expected `auth = partner` or `auth = user` alone"
        }
        "psu-ip-address" => {
            "a session sends the address of its user; expected none, since `client.session(tokens, psu_ip)` takes it"
        }
        "content-type" => "a body says what it is; expected `#[body(\"…\")]` with the content type",
        "cookie" => {
            "one client calls for many users, so the library sends no cookies, which could be another user's; expected none"
        }
        "content-length" | "transfer-encoding" | "trailer" | "te" | "connection" | "keep-alive"
        | "proxy-connection" | "upgrade" | "http2-settings" | "expect" => {
            "it belongs to the connection, which the library keeps; expected none"
        }
        "host" => "it is the host of the URL; expected `#[api(host(…))]` for an API on another one",
        "accept-encoding" | "content-encoding" => "nothing is compressed; expected none",
        "proxy-authorization" => {
            "the credentials of a proxy go to the proxy alone; expected them in its URL"
        }
        name if name.contains("method") => {
            "it would replace the method that is declared; expected `method = …`"
        }
        _ => {
            "it would tell a gateway of another address, host or path; expected none, since a session sends the address of its user"
        }
    }
}

/// The right spelling of a header that is sent anyway.
pub(super) fn sent_as(name: &str) -> Option<&'static str> {
    let spelled = with_hyphens(name);
    let sent = SENT.iter().find(|sent| **sent == spelled).copied();
    sent.filter(|sent| *sent != name)
}

/// The name as servers read it that hand headers on as variables (RFC 3875, 4.1.18): to
/// them `_` and `-` are one.
pub(crate) fn with_hyphens(name: &str) -> String {
    name.replace('_', "-")
}
