//! retrofit-rs: attributes on a trait, arguments by value.

use ::retrofit_rs::{Body, Path, Query, Result as Answered, api, get, post};

use super::{Peer, Target};
use crate::work::{self, Answer, Payment, Result};

#[api("")]
pub(crate) trait Payments {
    #[post("/example/partner/payments")]
    async fn pay(&self, payment: Body<Payment>) -> Answered<Answer>;

    // It has no optional query arguments, so those that are `None` are left out.
    #[get("/example/partner/accounts/{account}/transactions/{transaction}")]
    async fn transaction(
        &self,
        account: Path<String>,
        transaction: Path<String>,
        from: Query<String>,
        limit: Query<u32>,
    ) -> Answered<Answer>;
}

pub(crate) struct Retrofit(PaymentsClient);

impl Peer for Retrofit {
    fn new(target: &Target) -> Result<Self> {
        let client = ::retrofit_rs::Retrofit::builder()
            .base_url(&target.base_url)
            .add_header(work::API_KEY_HEADER, work::API_KEY)
            .add_header("accept", "application/json")
            .build()?;
        Ok(Self(PaymentsClient::with_client(client)))
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        Ok(self.0.pay(Body(payment.clone())).await?)
    }

    async fn get(&self) -> Result<Answer> {
        let answer = self.0.transaction(
            Path(work::ACCOUNT.to_owned()),
            Path(work::TRANSACTION.to_owned()),
            Query(work::FROM.unwrap_or_default().to_owned()),
            Query(work::LIMIT.unwrap_or_default()),
        );
        Ok(answer.await?)
    }
}
