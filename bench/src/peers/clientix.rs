//! clientix: attributes on a trait, arguments by value.

use ::clientix::client::response::{ClientixResponse, ClientixResult};
use ::clientix::{clientix, data_transfer, get, post};

use super::{Peer, Target};
use crate::work::{self, Result};

#[data_transfer]
pub(crate) struct Payment {
    id: u64,
    amount: String,
    currency: String,
    creditor: String,
    debtor: String,
    reference: Option<String>,
    urgent: bool,
    splits: Vec<u32>,
}

#[data_transfer]
pub(crate) struct Answer {
    id: u64,
    status: String,
    amount: String,
    currency: String,
    created: String,
    note: Option<String>,
    settled: bool,
    steps: Vec<u32>,
}

#[clientix(url = "", path = "/example/partner", async = true)]
pub(crate) trait Payments {
    #[post(
        path = "/payments",
        consumes = "application/json",
        produces = "application/json"
    )]
    async fn pay(&self, #[body] payment: Payment) -> ClientixResult<ClientixResponse<Answer>>;

    // It has no optional query arguments, so those that are `None` are left out.
    #[get(
        path = "/accounts/{account}/transactions/{transaction}",
        produces = "application/json"
    )]
    async fn transaction(
        &self,
        #[segment] account: &str,
        #[segment] transaction: &str,
        #[query] from: &str,
        #[query] limit: u32,
    ) -> ClientixResult<ClientixResponse<Answer>>;
}

pub(crate) struct Clientix(Payments);

impl Peer for Clientix {
    fn new(target: &Target) -> Result<Self> {
        Ok(Self(
            Payments::config()
                .url(&target.base_url)
                .header(work::API_KEY_HEADER, work::API_KEY)
                .setup(),
        ))
    }

    async fn post(&self, payment: &work::Payment) -> Result<work::Answer> {
        let payment = Payment {
            id: payment.id,
            amount: payment.amount.clone(),
            currency: payment.currency.clone(),
            creditor: payment.creditor.clone(),
            debtor: payment.debtor.clone(),
            reference: payment.reference.clone(),
            urgent: payment.urgent,
            splits: payment.splits.clone(),
        };
        Ok(self.0.pay(payment).await?.body().into())
    }

    async fn get(&self) -> Result<work::Answer> {
        let answer = self.0.transaction(
            work::ACCOUNT,
            work::TRANSACTION,
            work::FROM.unwrap_or_default(),
            work::LIMIT.unwrap_or_default(),
        );
        Ok(answer.await?.body().into())
    }
}

impl From<Answer> for work::Answer {
    fn from(answer: Answer) -> Self {
        Self {
            id: answer.id,
            status: answer.status,
            amount: answer.amount,
            currency: answer.currency,
            created: answer.created,
            note: answer.note,
            settled: answer.settled,
            steps: answer.steps,
        }
    }
}
