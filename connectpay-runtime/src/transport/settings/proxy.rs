//! Which proxy connections go through.

use std::fmt;

use http::Uri;

use crate::error::{Error, Result};

/// Which proxy connections go through.
#[derive(Clone)]
pub(crate) enum ProxyChoice {
    None,
    /// What `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
    Environment,
    /// This URL, which may hold a password.
    Url(String),
}

const SCHEMES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

impl ProxyChoice {
    /// Refuses a URL that does not name a proxy. This crate checks it because HTTP
    /// libraries guess what is meant, and each guesses differently.
    pub(crate) fn check(&self) -> Result<()> {
        let Self::Url(url) = self else { return Ok(()) };
        if url.parse().is_ok_and(|url| is_proxy(&url)) {
            return Ok(());
        }
        // The URL may hold a password, so the message does not repeat it.
        Err(Error::build(
            "the URL of the proxy cannot be used; expected `http://`, `https://`, `socks4://`, \
             `socks4a://`, `socks5://` or `socks5h://`, a host and a port, and what is special in \
             a name or a password percent-encoded",
        ))
    }
}

fn is_proxy(url: &Uri) -> bool {
    let Some(authority) = url.authority() else {
        return false;
    };
    let host = authority.host();
    // A port that cannot be read would silently become the scheme's default.
    let has_port = authority.port_u16().is_some();
    let is_host_last = authority.as_str().ends_with(host);
    // It must not be a guess where the name and the password end.
    let has_one_end = authority.as_str().matches('@').count() <= 1;
    let is_known = url.scheme_str().is_some_and(|it| SCHEMES.contains(&it));
    is_known && !host.is_empty() && has_one_end && (has_port || is_host_last)
}

impl fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Environment => "Environment",
            Self::Url(_) => "Url(..)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_has_a_scheme_a_host_and_perhaps_a_port() {
        for url in [
            "http://localhost",
            "http://localhost:8080",
            "HTTPS://proxy.example:8443/",
            "socks5h://us%40er:p%3Ass@127.0.0.1:1080",
            "socks4a://user@[::1]:1080",
            "http://[::1]",
        ] {
            ProxyChoice::Url(url.to_owned()).check().unwrap();
        }
        for url in [
            "",
            "localhost:8080",
            "http://",
            "http://:8080",
            "http://localhost:",
            "http://localhost:port",
            "http://localhost:65536",
            "http://user:p@ss@localhost:8080",
            "http://user@",
            "ftp://localhost:21",
        ] {
            ProxyChoice::Url(url.to_owned()).check().unwrap_err();
        }
    }
}
