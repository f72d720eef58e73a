//! This library, on each of its transports.

use std::convert::Infallible;

use ::connectpay::transport::RequestBody;
use ::connectpay::{Client, ClientBuilder, Environment, PartnerCredentials};
use bytes::Bytes;
use http_body_util::Full;
use tower::service_fn;

use super::{Peer, Target};
use crate::work::{self, Answer, Payment, Result};

/// Made up.
#[::connectpay::api(base = "/example/partner", auth = partner)]
pub(crate) trait Payments {
    #[::connectpay::endpoint(path = "/payments")]
    async fn pay(&self, #[body] payment: &Payment) -> ::connectpay::Result<Answer>;

    #[::connectpay::endpoint(path = "/accounts/{account}/transactions/{transaction}")]
    async fn transaction(
        &self,
        account: &str,
        transaction: &str,
        #[query] from: Option<&str>,
        #[query] to: Option<&str>,
        #[query] limit: Option<u32>,
    ) -> ::connectpay::Result<Answer>;
}

fn builder(target: &Target) -> Result<ClientBuilder> {
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    let builder = Client::builder(Environment::custom(&target.base_url)?, credentials);
    Ok(match &target.root {
        Some(root) => builder.certificate_authorities(root.clone()),
        None => builder,
    })
}

pub(crate) async fn get(client: &Client) -> Result<Answer> {
    let answer = client.transaction(
        work::ACCOUNT,
        work::TRANSACTION,
        work::FROM,
        work::TO,
        work::LIMIT,
    );
    Ok(answer.await?)
}

pub(crate) struct BuiltIn(Client);

impl Peer for BuiltIn {
    fn new(target: &Target) -> Result<Self> {
        Ok(Self(builder(target)?.build()?))
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        Ok(self.0.pay(payment).await?)
    }

    async fn get(&self) -> Result<Answer> {
        get(&self.0).await
    }
}

pub(crate) struct OnReqwest(Client);

impl Peer for OnReqwest {
    fn new(target: &Target) -> Result<Self> {
        Ok(Self(builder(target)?.reqwest().build()?))
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        Ok(self.0.pay(payment).await?)
    }

    async fn get(&self) -> Result<Answer> {
        get(&self.0).await
    }
}

/// A client whose transport answers at once, to measure what a request costs before an
/// HTTP client gets it.
pub(crate) fn in_memory() -> Result<Client> {
    let answer = |_: http::Request<RequestBody>| async {
        let body = Full::new(Bytes::from_static(work::ANSWER.as_bytes()));
        Ok::<_, Infallible>(http::Response::new(body))
    };
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    Ok(
        Client::builder(Environment::custom("http://127.0.0.1:1")?, credentials)
            .transport(service_fn(answer))
            .build()?,
    )
}
