//! hyper-util's pooling client by hand, with no more than the work needs: the lower
//! bound for anything built on hyper.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::target::push_get_target;
use super::{Peer, Target};
use crate::work::{self, Answer, Payment, Result};

pub(crate) struct Hyper {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    scheme: Scheme,
    authority: Authority,
    key: HeaderValue,
}

impl Hyper {
    pub(crate) fn build_post(&self, payment: &Payment) -> Result<Request<Full<Bytes>>> {
        let body = serde_json::to_vec(payment)?;
        let target = PathAndQuery::from_static(work::POST_TARGET);
        self.request(Method::POST, target, Some(body))
    }

    fn request(
        &self,
        method: Method,
        target: PathAndQuery,
        body: Option<Vec<u8>>,
    ) -> Result<Request<Full<Bytes>>> {
        let uri = Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(target)
            .build()?;
        let has_body = body.is_some();
        let mut request = Request::new(Full::from(body.unwrap_or_default()));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(
            HeaderName::from_static(work::API_KEY_HEADER),
            self.key.clone(),
        );
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if has_body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(request)
    }

    async fn send(
        &self,
        method: Method,
        target: PathAndQuery,
        body: Option<Vec<u8>>,
    ) -> Result<Answer> {
        let request = self.request(method, target, body)?;
        let response = self.client.request(request).await?;
        if !response.status().is_success() {
            return Err(response.status().as_str().into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Peer for Hyper {
    fn new(target: &Target) -> Result<Self> {
        let mut roots = RootCertStore::empty();
        if let Some(root) = &target.root {
            roots.add(root.clone().into())?;
        }
        let config = ClientConfig::builder()
            .with_root_certificates(Arc::new(roots))
            .with_no_client_auth();
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config)
            .https_or_http()
            .enable_all_versions()
            .wrap_connector(http);
        let base: Uri = target.base_url.parse()?;
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            scheme: base.scheme().cloned().ok_or("no scheme")?,
            authority: base.authority().cloned().ok_or("no authority")?,
            key: HeaderValue::from_static(work::API_KEY),
        })
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        let body = serde_json::to_vec(payment)?;
        let target = PathAndQuery::from_static(work::POST_TARGET);
        self.send(Method::POST, target, Some(body)).await
    }

    async fn get(&self) -> Result<Answer> {
        let mut target = String::with_capacity(128);
        push_get_target(&mut target)?;
        self.send(Method::GET, PathAndQuery::try_from(target)?, None)
            .await
    }
}
