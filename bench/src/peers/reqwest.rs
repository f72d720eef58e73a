//! reqwest by hand: as its documentation shows it, and tuned.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use reqwest::{Certificate, Client, ClientBuilder, Request, Url, redirect};

use super::target::push_get_target;
use super::{Peer, Target};
use crate::work::{self, Answer, Payment, Result};

/// The client for every peer that takes a reqwest client.
pub(super) fn builder(target: &Target) -> Result<ClientBuilder> {
    let builder = Client::builder().timeout(Duration::from_secs(30));
    Ok(match &target.root {
        Some(root) => builder.tls_certs_only([Certificate::from_der(root)?]),
        None => builder,
    })
}

/// A client for the program's own questions.
pub(crate) fn client(target: &Target) -> Result<Client> {
    Ok(builder(target)?.build()?)
}

/// The key as a default header, for peers that have no other place for it.
pub(super) fn builder_with_key(target: &Target) -> Result<ClientBuilder> {
    let key = (
        HeaderName::from_static(work::API_KEY_HEADER),
        HeaderValue::from_static(work::API_KEY),
    );
    Ok(builder(target)?.default_headers(HeaderMap::from_iter([key])))
}

pub(crate) struct Idiomatic {
    client: Client,
    base_url: String,
}

impl Peer for Idiomatic {
    fn new(target: &Target) -> Result<Self> {
        Ok(Self {
            client: builder(target)?.build()?,
            base_url: target.base_url.clone(),
        })
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        let response = self
            .client
            .post(format!("{}/example/partner/payments", self.base_url))
            .header(work::API_KEY_HEADER, work::API_KEY)
            .header(ACCEPT, "application/json")
            .json(payment)
            .send()
            .await?;
        Ok(response.error_for_status()?.json().await?)
    }

    async fn get(&self) -> Result<Answer> {
        let mut url: Url = self.base_url.parse()?;
        url.path_segments_mut()
            .map_err(|()| "the base URL has no path")?
            .extend(["example", "partner", "accounts", work::ACCOUNT])
            .extend(["transactions", work::TRANSACTION]);
        let response = self
            .client
            .get(url)
            .query(&[("from", work::FROM), ("to", work::TO)])
            .query(&[("limit", work::LIMIT)])
            .header(work::API_KEY_HEADER, work::API_KEY)
            .header(ACCEPT, "application/json")
            .send()
            .await?;
        Ok(response.error_for_status()?.json().await?)
    }
}

impl Idiomatic {
    /// Builds a request without sending it.
    pub(crate) fn build_post(&self, payment: &Payment) -> Result<Request> {
        Ok(self
            .client
            .post(format!("{}/example/partner/payments", self.base_url))
            .header(work::API_KEY_HEADER, work::API_KEY)
            .header(ACCEPT, "application/json")
            .json(payment)
            .build()?)
    }
}

/// URLs parsed once where they can be, header values made once, the body
/// written and read without reqwest's conveniences.
pub(crate) struct Tuned {
    client: Client,
    base_url: String,
    payments: Url,
    key: HeaderValue,
}

impl Tuned {
    async fn send(&self, method: Method, url: Url, body: Option<Vec<u8>>) -> Result<Answer> {
        let mut request = Request::new(method, url);
        let headers = request.headers_mut();
        headers.reserve(4);
        headers.insert(
            HeaderName::from_static(work::API_KEY_HEADER),
            self.key.clone(),
        );
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(body) = body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body.into());
        }
        let response = self.client.execute(request).await?.error_for_status()?;
        let body: Bytes = response.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Peer for Tuned {
    fn new(target: &Target) -> Result<Self> {
        Ok(Self {
            client: builder(target)?
                .redirect(redirect::Policy::none())
                .referer(false)
                .build()?,
            base_url: target.base_url.clone(),
            payments: format!("{}{}", target.base_url, work::POST_TARGET).parse()?,
            key: HeaderValue::from_static(work::API_KEY),
        })
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        let body = serde_json::to_vec(payment)?;
        self.send(Method::POST, self.payments.clone(), Some(body))
            .await
    }

    async fn get(&self) -> Result<Answer> {
        let mut url = String::with_capacity(128);
        url.push_str(&self.base_url);
        push_get_target(&mut url)?;
        self.send(Method::GET, url.parse()?, None).await
    }
}
