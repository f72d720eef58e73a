//! Call a server whose certificate a private authority issued, or look at your own
//! traffic through mitmproxy. Both need the same setting: an authority to trust.
//!
//! Without arguments, a TLS server on loopback shows the certificate of an
//! authority that nobody knows. With the address of a proxy and its authority,
//! the same call goes through the proxy, which reads it:
//!
//! ```console
//! $ mitmdump --listen-host 127.0.0.1 --listen-port 8080 --ssl-insecure --flow-detail 3
//! $ cargo run --example private_authority --features private-authority -- http://127.0.0.1:8080 ~/.mitmproxy/mitmproxy-ca-cert.pem
//! ```
//!
//! `--ssl-insecure` makes mitmproxy trust this example's server; leave it out in front
//! of ConnectPay. mitmproxy's output contains credentials and tokens.
//!
//! A program of your own needs two settings, and nothing switches verification off:
//!
//! ```no_run
//! # use connectpay::{Client, Environment, PartnerCredentials};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let home = std::env::home_dir().ok_or("there is no home directory")?;
//! let authority = std::fs::read(home.join(".mitmproxy/mitmproxy-ca-cert.pem"))?;
//! let client = Client::builder(Environment::Stage, PartnerCredentials::from_env()?)
//!     .proxy("http://127.0.0.1:8080")
//!     .certificate_authorities(authority)
//!     .build()?;
//! # Ok(())
//! # }
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use connectpay::{Client, ClientBuilder, Environment, PartnerCredentials, Result};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::server::TlsStream;

/// Made up.
#[connectpay::api]
pub trait Gateway {
    /// Says who answers.
    #[connectpay::endpoint(path = "/gateway/partner/name", auth = partner)]
    async fn name(&self) -> Result<String>;
}

/// A server with TLS on loopback.
struct Server {
    address: SocketAddr,
    /// The certificate, in DER, of the authority that issued the server's certificate.
    /// You get yours as a file from whoever runs the authority, mostly in PEM. Either
    /// form will do.
    authority: Vec<u8>,
}

impl Server {
    async fn start() -> std::result::Result<Self, Box<dyn Error>> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let certificate =
            CertificateParams::new(["localhost".to_owned()])?.signed_by(&key, &authority)?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        // The provider is named, since there is no default if another crate enables
        // `ring`.
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key.into())?;
        let listener = TlsListener {
            tcp: TcpListener::bind("127.0.0.1:0").await?,
            tls: TlsAcceptor::from(Arc::new(config)),
        };
        let address = listener.tcp.local_addr()?;
        let name = get(async || axum::Json("a server of our own"));
        let router = Router::new().route("/gateway/partner/name", name);
        tokio::spawn(async { axum::serve(listener, router).await });
        Ok(Self {
            address,
            authority: authority.der().to_vec(),
        })
    }

    fn client(&self) -> Result<ClientBuilder> {
        let base_url = format!("https://localhost:{}", self.address.port());
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
        Ok(Client::builder(
            Environment::custom(&base_url)?,
            credentials,
        ))
    }
}

struct TlsListener {
    tcp: TcpListener,
    tls: TlsAcceptor,
}

impl axum::serve::Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            // A client that does not trust the certificate ends the handshake.
            if let Ok((stream, address)) = self.tcp.accept().await
                && let Ok(stream) = self.tls.accept(stream).await
            {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn Error>> {
    let server = Server::start().await?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [proxy, authority] = arguments.as_slice() {
        let client = server
            .client()?
            .proxy(proxy)
            .certificate_authorities(std::fs::read(authority)?)
            .build()?;
        println!("Through {proxy}: {}", client.name().await?);
        return Ok(());
    }

    println!("A client that knows the platform's authorities alone:");
    match server.client()?.build()?.name().await {
        Ok(name) => println!("   {name}"),
        Err(error) => println!("   {error}"),
    }
    println!("A client that was told of the private one:");
    let client = server
        .client()?
        .certificate_authorities(server.authority.clone())
        .build()?;
    println!("   {}", client.name().await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use connectpay::Outcome;

    use super::*;

    #[tokio::test]
    async fn only_a_client_that_was_told_of_the_authority_trusts_the_server() {
        let server = Server::start().await.unwrap();
        let stranger = server.client().unwrap().build().unwrap();
        let error = stranger.name().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains("certificate_authorities"));
        let client = server
            .client()
            .unwrap()
            .certificate_authorities(server.authority.clone())
            .build()
            .unwrap();
        assert_eq!(client.name().await.unwrap(), "a server of our own");
    }
}
