//! progenitor: a client generated from an `OpenAPI` document.

use super::{Peer, Target};
use crate::work::{self, Answer, Payment, Result};

mod generated {
    ::progenitor::generate_api!("src/peers/openapi.json");
}

pub(crate) struct Progenitor(generated::Client);

impl Peer for Progenitor {
    fn new(target: &Target) -> Result<Self> {
        let reqwest = super::reqwest::builder_with_key(target)?.build()?;
        Ok(Self(generated::Client::new_with_client(
            &target.base_url,
            reqwest,
        )))
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        let payment = generated::types::Payment {
            id: payment.id,
            amount: payment.amount.clone(),
            currency: payment.currency.clone(),
            creditor: payment.creditor.clone(),
            debtor: payment.debtor.clone(),
            reference: payment.reference.clone(),
            urgent: payment.urgent,
            splits: payment.splits.clone(),
        };
        Ok(self.0.pay(&payment).await?.into_inner().into())
    }

    async fn get(&self) -> Result<Answer> {
        let (account, transaction) = (work::ACCOUNT, work::TRANSACTION);
        let (from, to, limit) = (work::FROM, work::TO, work::LIMIT);
        let answer = self
            .0
            .transaction(account, transaction, from, limit, to)
            .await?;
        Ok(answer.into_inner().into())
    }
}

impl From<generated::types::Answer> for Answer {
    fn from(answer: generated::types::Answer) -> Self {
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
