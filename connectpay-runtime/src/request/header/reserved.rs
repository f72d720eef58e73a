//! The headers that neither an argument, nor a trait, nor a call may set. The macros
//! have the same lists.

/// Headers that belong to the library or to the connection, or that make some gateway
/// use a method, path, host or client address other than the request's. The path
/// decides the credentials, and `PSU-IP-Address` is the user's only address. An entry
/// that ends in `*` stands for all names with this beginning.
///
/// `Via` (RFC 9110, 7.6.3) is not among them: it names no address that a server would
/// take for the client's, and changes neither route nor framing.
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

/// Headers that the library sends unless something else sets them. Another spelling
/// would be sent beside them.
const SENT: &[&str] = &["user-agent", "x-request-id"];

/// Whether a header, given by its name in lower case, must not be set.
pub(super) fn is_reserved(name: &str) -> bool {
    let name = with_hyphens(name);
    RESERVED.iter().any(|entry| match entry.strip_suffix('*') {
        Some(begin) => name.starts_with(begin),
        None => name == *entry,
    })
}

/// The spelling that the library sends the header in, if this is another spelling of it.
pub(super) fn sent_as(name: &str) -> Option<&'static str> {
    let spelled = with_hyphens(name);
    let sent = SENT.iter().find(|sent| **sent == spelled).copied();
    sent.filter(|sent| *sent != name)
}

/// The name as a server reads it that passes headers on as variables
/// (RFC 3875, 4.1.18), and so does not distinguish `_` from `-`.
pub(super) fn with_hyphens(name: &str) -> String {
    name.replace('_', "-")
}
