//! A server with a URL.

use redis::{
    AsyncConnectionConfig, Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo as _,
};
use secrecy::zeroize::Zeroizing;

use super::failure::Failure;
use super::live::Live;
use super::tls::Tls;
use crate::error::{Error, Result};

/// `redis://`, `rediss://` (TLS) or `redis+unix://`, and the same for Valkey.
pub(super) struct Address {
    info: ConnectionInfo,
    tls: Option<Tls>,
}

impl Address {
    pub(super) fn parse(url: &str) -> Result<Self> {
        // The cause is not kept, since it may quote the URL with its password.
        let refused = || {
            Error::build(
                "the URL of the Redis server was refused; expected `redis://host:port/`, \
                 `rediss://…` for TLS, or `redis+unix:///path`",
            )
        };
        if url.contains('#') {
            return Err(Error::build(
                "the URL of the Redis server has a fragment, such as `#insecure`; expected none, \
                 since certificates are always verified; for an authority of your own, give a \
                 `redis` client to `RedisTokenStore::from_client`",
            ));
        }
        let (scheme, rest) = url.split_once("://").ok_or_else(refused)?;
        let is_tls = ["rediss", "valkeys"]
            .iter()
            .any(|tls| scheme.eq_ignore_ascii_case(tls));
        // TLS is set up here, with the provider and the verifier of the transports. The
        // TLS of the `redis` crate needs features of that crate, and panics if two
        // providers are switched on.
        let plain = is_tls.then(|| Zeroizing::new(format!("redis://{rest}")));
        let plain = plain.as_ref().map_or(url, |plain| plain.as_str());
        let info = plain.into_connection_info().map_err(|_| refused())?;
        let tls = match info.addr() {
            ConnectionAddr::Tcp(host, port) if is_tls => Some(Tls::new(host, *port)?),
            _ => None,
        };
        Ok(Self { info, tls })
    }

    pub(super) async fn connect(
        &self,
        config: AsyncConnectionConfig,
    ) -> std::result::Result<Live, Failure> {
        if let Some(tls) = &self.tls {
            let stream = tls.connect().await?;
            return Live::over(stream, self.info.redis_settings(), config).await;
        }
        let client = Client::open(self.info.clone())?;
        let connection = client.get_multiplexed_async_connection_with_config(&config);
        Ok(Live::new(connection.await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_there_whatever_the_transport_and_for_those_urls_alone() {
        for (url, is_tls) in [
            ("rediss://:secret@redis.internal:6380/2", true),
            ("REDISS://redis.internal", true),
            ("valkeys://[::1]/", true),
            ("redis://redis.internal/", false),
            ("valkey://redis.internal/", false),
            ("redis+unix:///run/redis", false),
        ] {
            let address = Address::parse(url).unwrap();
            assert_eq!(address.tls.is_some(), is_tls, "{url}");
        }
        let address = Address::parse("rediss://app:a%20b@redis.internal:6380/2").unwrap();
        let settings = address.info.redis_settings();
        assert_eq!(settings.username(), Some("app"));
        assert_eq!(settings.password(), Some("a b"));
        assert_eq!(settings.db(), 2);
    }
}
