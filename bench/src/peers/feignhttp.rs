//! feignhttp: attributes on a trait.

use ::feignhttp::{Context, FeignClientBuilder as _, feign};

use super::{Peer, Target};
use crate::work::{self, Answer, Payment, Result};

#[derive(Context)]
pub(crate) struct PaymentsContext {
    #[url_path]
    origin: String,
    #[header("x-connectpay-api-key")]
    key: &'static str,
}

#[feign(url = "{origin}/example/partner")]
pub(crate) trait Payments {
    #[post("/payments", headers = "accept: application/json")]
    async fn pay(&self, #[body] payment: &Payment) -> ::feignhttp::Result<Answer>;

    #[get(
        "/accounts/{account}/transactions/{transaction}",
        headers = "accept: application/json"
    )]
    async fn transaction(
        &self,
        #[path] account: &str,
        #[path] transaction: &str,
        #[query] from: Option<&str>,
        #[query] to: Option<&str>,
        #[query] limit: Option<u32>,
    ) -> ::feignhttp::Result<Answer>;
}

pub(crate) struct Feignhttp(Payments);

impl Peer for Feignhttp {
    fn new(target: &Target) -> Result<Self> {
        let context = PaymentsContext {
            origin: target.base_url.clone(),
            key: work::API_KEY,
        };
        Ok(Self(Payments::builder().context(context).build()?))
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        Ok(self.0.pay(payment).await?)
    }

    async fn get(&self) -> Result<Answer> {
        let (account, transaction) = (work::ACCOUNT, work::TRANSACTION);
        let (from, to, limit) = (work::FROM, work::TO, work::LIMIT);
        Ok(self
            .0
            .transaction(account, transaction, from, to, limit)
            .await?)
    }
}
