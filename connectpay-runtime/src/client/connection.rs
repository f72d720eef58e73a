//! The settings of a client's connections, and the choice of its transport.

use std::time::Duration;

use super::ClientBuilder;
use crate::environment::BaseUrl;
use crate::error::{Error, Result};
use crate::transport::Transport;
#[cfg(feature = "__transport")]
use crate::transport::settings::{ClientIdentity, ConnectionSettings, Dns, ProxyChoice};

/// The part of a builder that connections are made from.
#[derive(Default)]
pub(super) struct Connection {
    choice: Choice,
    connect_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    #[cfg(feature = "__transport")]
    authorities: Vec<Vec<u8>>,
    #[cfg(feature = "__transport")]
    identity: Option<ClientIdentity>,
    #[cfg(feature = "__transport")]
    proxy: Option<ProxyChoice>,
    #[cfg(feature = "__transport")]
    dns: Option<Dns>,
    #[cfg(feature = "__transport")]
    http1_only: bool,
}

/// The transport that was chosen last.
#[derive(Default)]
enum Choice {
    #[default]
    Default,
    #[cfg(feature = "__reqwest")]
    Reqwest,
    Service(Box<Transport>),
}

impl ClientBuilder {
    /// Limits how long making a connection may take, from resolving the name to the end
    /// of the TLS handshake. The default is 3 seconds. A [transport](Self::transport)
    /// of your own has its own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connection.connect_timeout = Some(limit);
        self
    }

    /// Limits how long an unused connection is kept. The default is 20 seconds, or less
    /// if the server says that it closes earlier. With zero, no connection is used
    /// twice. A [transport](Self::transport) of your own has its own limit.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.connection.idle_timeout = Some(limit);
        self
    }
}

#[cfg(feature = "__transport")]
impl ClientBuilder {
    /// Trusts these certificate authorities and no others: PEM with one or more
    /// certificates, or one certificate in DER. Each call adds to those before.
    ///
    /// Use it for a gateway or a sandbox with an authority of its own, or to look at
    /// your own traffic through an intercepting proxy. By default the client trusts
    /// what the platform trusts. Nothing switches verification off.
    ///
    /// ```no_run
    /// use connectpay::{Client, Environment, PartnerCredentials};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder(
    ///     Environment::custom("https://gateway.internal.example")?,
    ///     PartnerCredentials::from_env()?,
    /// )
    /// .certificate_authorities(std::fs::read("/etc/ssl/our-authority.pem")?)
    /// .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn certificate_authorities(mut self, pem_or_der: impl Into<Vec<u8>>) -> Self {
        self.connection.authorities.push(pem_or_der.into());
        self
    }

    /// Shows this certificate to servers that ask for one (mutual TLS): PEM with
    /// the certificate, its chain and the private key in PKCS #8.
    ///
    /// ConnectPay's API with integrated SCA does not ask for one; a gateway in front of
    /// it may.
    pub fn client_identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.connection.identity = Some(ClientIdentity::new(pem.into()));
        self
    }

    /// Sends everything through this proxy: `http://`, `https://`, `socks4://`,
    /// `socks4a://`, `socks5://` or `socks5h://`, with the user's name and password in
    /// the URL if it wants them. The proxy sees an encrypted tunnel.
    ///
    /// It overrides [`proxy_from_environment`](Self::proxy_from_environment).
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connection.proxy = Some(ProxyChoice::Url(url.into()));
        self
    }

    /// Decides whether the client follows the proxy variables of the environment
    /// (`HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`). By default it does not, since
    /// whoever sets them sees where requests go. It overrides [`proxy`](Self::proxy).
    pub fn proxy_from_environment(mut self, enabled: bool) -> Self {
        self.connection.proxy = enabled.then_some(ProxyChoice::Environment);
        self
    }

    /// Resolves host names with this function instead of the system's resolver.
    ///
    /// ```
    /// use std::net::{IpAddr, Ipv4Addr};
    ///
    /// use connectpay::{Client, Environment, PartnerCredentials};
    ///
    /// let client = Client::builder(
    ///     Environment::Stage,
    ///     PartnerCredentials::new("ConnectPay", "EasyBanking")?,
    /// )
    /// .dns(|host| async move {
    ///     match host.as_str() {
    ///         "api2-stage.connectpay.com" => Ok(vec![IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7))]),
    ///         _ => Err("no such host"),
    ///     }
    /// })
    /// .build()?;
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn dns<F, R, E>(mut self, resolve: F) -> Self
    where
        F: Fn(String) -> R + Send + Sync + 'static,
        R: Future<Output = std::result::Result<Vec<std::net::IpAddr>, E>> + Send + 'static,
        E: Into<crate::BoxError>,
    {
        self.connection.dns = Some(Dns::new(resolve));
        self
    }

    /// Decides whether the client speaks HTTP/1.1 even with servers that offer HTTP/2.
    /// By default it does not.
    pub fn http1_only(mut self, enabled: bool) -> Self {
        self.connection.http1_only = enabled;
        self
    }

    /// Sends requests with reqwest instead of this crate's own connections. All
    /// settings keep their meaning.
    ///
    /// Choose it for its TLS, which is the platform's own with the feature
    /// `native-tls`. Its errors do not say which HTTP/2 stream a request used, so
    /// behind a gateway that closes connections more payments end in
    /// [`Outcome::Unknown`](crate::Outcome::Unknown).
    #[cfg(feature = "__reqwest")]
    #[cfg_attr(docsrs, doc(cfg(any(feature = "reqwest", feature = "native-tls"))))]
    pub fn reqwest(mut self) -> Self {
        self.connection.choice = Choice::Reqwest;
        self
    }
}

impl Connection {
    pub(super) fn carry_by(&mut self, service: Transport) {
        self.choice = Choice::Service(Box::new(service));
    }

    pub(super) fn transport(self, base_url: &BaseUrl) -> Result<Transport> {
        #[cfg(feature = "__transport")]
        let (settings, set) = (self.settings(base_url), self.set());
        #[cfg(not(feature = "__transport"))]
        let _ = (base_url, self.connect_timeout, self.idle_timeout);
        match self.choice {
            #[cfg(any(
                feature = "rustls",
                all(feature = "__built_in", not(feature = "__reqwest"))
            ))]
            Choice::Default => built_in(&settings?),
            // If only reqwest has TLS, everything else still goes over the built-in
            // transport.
            #[cfg(all(feature = "__built_in", feature = "__reqwest", not(feature = "rustls")))]
            Choice::Default if base_url.is_cleartext() => built_in(&settings?),
            #[cfg(all(feature = "__reqwest", not(feature = "rustls")))]
            Choice::Default => reqwest(&settings?, base_url),
            #[cfg(not(feature = "__transport"))]
            Choice::Default => Err(Error::build(
                "connectpay-runtime was built without a transport; give one to \
                 `ClientBuilder::transport`, or enable the feature `rustls`, `reqwest` or `native-tls`, \
                 or `loopback` where `http://` on this machine is all that is called",
            )),
            #[cfg(feature = "__reqwest")]
            Choice::Reqwest => reqwest(&settings?, base_url),
            Choice::Service(service) => {
                #[cfg(feature = "__transport")]
                if let Some(set) = set {
                    return Err(Error::build(format!(
                        "`ClientBuilder::{set}` is for the transports of this crate, and this \
                         client has one of its own; set it there"
                    )));
                }
                Ok(*service)
            }
        }
    }

    #[cfg(feature = "__transport")]
    fn settings(&self, base_url: &BaseUrl) -> Result<ConnectionSettings> {
        // A longer time would overflow when it is added to a point in time.
        let a_day = Duration::from_secs(24 * 60 * 60);
        let mut authorities = Vec::new();
        for text in &self.authorities {
            authorities.extend(crate::transport::settings::certificates(text)?);
        }
        if let Some(identity) = &self.identity {
            identity.parts()?;
        }
        let proxy = self.proxy.clone().unwrap_or(ProxyChoice::None);
        proxy.check()?;
        Ok(ConnectionSettings {
            connect_timeout: self
                .connect_timeout
                .unwrap_or(Duration::from_secs(3))
                .min(a_day),
            idle_timeout: self
                .idle_timeout
                .unwrap_or(Duration::from_secs(20))
                .min(a_day),
            https_only: !base_url.is_cleartext(),
            http1_only: self.http1_only,
            proxy,
            authorities,
            identity: self.identity.clone(),
            dns: self.dns.clone(),
        })
    }

    /// The name of a setting that only this crate's transports follow, if any is set.
    #[cfg(feature = "__transport")]
    fn set(&self) -> Option<&'static str> {
        [
            (!self.authorities.is_empty(), "certificate_authorities"),
            (self.identity.is_some(), "client_identity"),
            (
                matches!(self.proxy, Some(ProxyChoice::Environment)),
                "proxy_from_environment",
            ),
            (self.proxy.is_some(), "proxy"),
            (self.dns.is_some(), "dns"),
            (self.http1_only, "http1_only"),
        ]
        .into_iter()
        .find_map(|(is_set, name)| is_set.then_some(name))
    }
}

#[cfg(feature = "__built_in")]
fn built_in(settings: &ConnectionSettings) -> Result<Transport> {
    let built_in = crate::transport::built_in::BuiltIn::new(settings)?;
    Ok(Transport::BuiltIn(built_in))
}

#[cfg(feature = "__reqwest")]
fn reqwest(settings: &ConnectionSettings, base_url: &BaseUrl) -> Result<Transport> {
    let reqwest = crate::transport::reqwest::Reqwest::new(settings)?;
    reqwest.check(base_url)?;
    Ok(Transport::Reqwest(Box::new(reqwest)))
}
