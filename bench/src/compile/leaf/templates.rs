//! The text of an endpoint, declared as each peer requires.

mod structs;

pub(super) use self::structs::{RUMA, RUSTIFY};

pub(super) const PAYMENT: &str = "pub struct Payment@ { pub id: u64, pub amount: String, pub currency: String, pub creditor: String, pub debtor: String, pub reference: Option<String>, pub urgent: bool, pub splits: Vec<u32> }\n";
pub(super) const ANSWER: &str = "pub struct Answer@ { pub id: u64, pub status: String, pub amount: String, pub currency: String, pub created: String, pub note: Option<String>, pub settled: bool, pub steps: Vec<u32> }\n";

/// A function that makes rustc compile the whole future, as its caller's crate would.
const USE_POST: &str = "pub fn use_@<'a>(client: &'a Client, payment: &'a Payment@) -> Future<'a, FUTURE> { Box::pin(client.pay_@(payment)) }\n";
const USE_GET: &str = "pub fn use_@<'a>(client: &'a Client, account: &'a str, transaction: &'a str, from: Option<&'a str>, to: Option<&'a str>, limit: Option<u32>) -> Future<'a, FUTURE> { Box::pin(client.get_@(account, transaction, from, to, limit)) }\n";
pub(super) const FUTURE: &str = "pub type Future<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;\n";

/// The text before, around and in the endpoints. `@` is the endpoint's number.
pub(super) struct Template {
    pub(super) dependencies: &'static str,
    pub(super) head: &'static str,
    /// The text before each struct of a body. It is empty if the peer has its own
    /// structs.
    pub(super) payment: &'static str,
    pub(super) answer: &'static str,
    pub(super) open: &'static str,
    pub(super) post: &'static str,
    pub(super) get: &'static str,
    pub(super) close: &'static str,
    pub(super) use_post: &'static str,
    pub(super) use_get: &'static str,
    /// The output of the futures.
    pub(super) output: &'static str,
}

const SERIALIZE: &str = "#[derive(serde::Serialize)] ";
const DESERIALIZE: &str = "#[derive(serde::Deserialize)] ";

pub(super) const BASELINE: Template = Template {
    dependencies: "",
    head: "",
    payment: SERIALIZE,
    answer: DESERIALIZE,
    open: "",
    post: "pub async fn pay_@(payment: &Payment@) -> serde_json::Result<Answer@> {
    let body = serde_json::to_vec(payment)?;
    serde_json::from_slice(&body)
}
",
    get: "pub async fn get_@(body: &[u8]) -> serde_json::Result<Answer@> { serde_json::from_slice(body) }
",
    close: "",
    use_post: "pub fn use_@(payment: &Payment@) -> Future<'_, FUTURE> { Box::pin(pay_@(payment)) }\n",
    use_get: "pub fn use_@(body: &[u8]) -> Future<'_, FUTURE> { Box::pin(get_@(body)) }\n",
    output: "serde_json::Result<Answer@>",
};

pub(super) const CONNECTPAY: Template = Template {
    dependencies: "connectpay = { package = \"connectpay-runtime\", path = \"RUNTIME\" }\n",
    head: "pub use connectpay::Client;\n",
    payment: SERIALIZE,
    answer: DESERIALIZE,
    open: "#[connectpay::api(base = \"/example/partner\", auth = partner)]
pub trait Endpoints {
",
    post: "    #[connectpay::endpoint(path = \"/payments-@\")]
    async fn pay_@(&self, #[body] payment: &Payment@) -> connectpay::Result<Answer@>;
",
    get: "    #[connectpay::endpoint(path = \"/accounts-@/{account}/transactions/{transaction}\")]
    async fn get_@(&self, account: &str, transaction: &str, #[query] from: Option<&str>, #[query] to: Option<&str>, #[query] limit: Option<u32>) -> connectpay::Result<Answer@>;
",
    close: "}\n",
    use_post: USE_POST,
    use_get: USE_GET,
    output: "connectpay::Result<Answer@>",
};

pub(super) const CONNECTPAY_SCA: Template = Template {
    head: "pub use connectpay::Client;
use connectpay::sca::Sca;
",
    post: "    #[connectpay::endpoint(path = \"/payments-@\", once)]
    async fn pay_@(&self, #[body] payment: &Payment@) -> connectpay::Result<Sca<Answer@>>;
",
    get: "    #[connectpay::endpoint(method = GET, path = \"/accounts-@/{account}/transactions/{transaction}\")]
    async fn get_@(&self, account: &str, transaction: &str, #[query] from: Option<&str>, #[query] to: Option<&str>, #[query] limit: Option<u32>) -> connectpay::Result<Sca<Answer@>>;
",
    output: "connectpay::Result<Sca<Answer@>>",
    ..CONNECTPAY
};

pub(super) const REQWEST: Template = Template {
    dependencies: "reqwest = { version = \"=0.13.5\", features = [\"json\", \"query\", \"stream\"] }\n",
    head: "pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub struct Client { client: reqwest::Client, base_url: String, key: String }
",
    payment: SERIALIZE,
    answer: DESERIALIZE,
    open: "impl Client {\n",
    post: "    pub async fn pay_@(&self, payment: &Payment@) -> Result<Answer@, Error> {
        let response = self.client
            .post(format!(\"{}/example/partner/payments-@\", self.base_url))
            .header(\"x-connectpay-api-key\", &self.key)
            .header(\"accept\", \"application/json\")
            .json(payment)
            .send()
            .await?;
        Ok(response.error_for_status()?.json().await?)
    }
",
    get: "    pub async fn get_@(&self, account: &str, transaction: &str, from: Option<&str>, to: Option<&str>, limit: Option<u32>) -> Result<Answer@, Error> {
        let mut url: reqwest::Url = self.base_url.parse()?;
        url.path_segments_mut()
            .map_err(|()| \"the base URL has no path\")?
            .extend([\"example\", \"partner\", \"accounts-@\", account, \"transactions\", transaction]);
        let response = self.client
            .get(url)
            .query(&[(\"from\", from), (\"to\", to)])
            .query(&[(\"limit\", limit)])
            .header(\"x-connectpay-api-key\", &self.key)
            .header(\"accept\", \"application/json\")
            .send()
            .await?;
        Ok(response.error_for_status()?.json().await?)
    }
",
    close: "}\n",
    use_post: USE_POST,
    use_get: USE_GET,
    output: "Result<Answer@, Error>",
};

pub(super) const HYPER: Template = Template {
    dependencies: "bytes = \"1\"
http = \"1\"
http-body-util = \"0.1\"
hyper-util = { version = \"=0.1.21\", features = [\"client-legacy\", \"http1\", \"http2\", \"tokio\"] }
percent-encoding = \"2\"
",
    head: "use std::fmt::Write as _;

use http_body_util::BodyExt as _;

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub struct Client {
    client: hyper_util::client::legacy::Client<hyper_util::client::legacy::connect::HttpConnector, http_body_util::Full<bytes::Bytes>>,
    scheme: http::uri::Scheme,
    authority: http::uri::Authority,
    key: http::HeaderValue,
}
pub(super) const SEGMENT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
fn encode(value: &str) -> percent_encoding::PercentEncode<'_> { percent_encoding::utf8_percent_encode(value, SEGMENT) }
impl Client {
    async fn send(&self, method: http::Method, target: String, body: Option<Vec<u8>>) -> Result<bytes::Bytes, Error> {
        let uri = http::Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone()).path_and_query(target).build()?;
        let has_body = body.is_some();
        let mut request = http::Request::new(http_body_util::Full::from(body.unwrap_or_default()));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        request.headers_mut().insert(\"x-connectpay-api-key\", self.key.clone());
        request.headers_mut().insert(\"accept\", http::HeaderValue::from_static(\"application/json\"));
        if has_body { request.headers_mut().insert(\"content-type\", http::HeaderValue::from_static(\"application/json\")); }
        let response = self.client.request(request).await?;
        if !response.status().is_success() { return Err(response.status().as_str().into()); }
        Ok(response.into_body().collect().await?.to_bytes())
    }
}
",
    payment: SERIALIZE,
    answer: DESERIALIZE,
    open: "impl Client {\n",
    post: "    pub async fn pay_@(&self, payment: &Payment@) -> Result<Answer@, Error> {
        let body = serde_json::to_vec(payment)?;
        let answer = self.send(http::Method::POST, \"/example/partner/payments-@\".to_owned(), Some(body)).await?;
        Ok(serde_json::from_slice(&answer)?)
    }
",
    get: "    pub async fn get_@(&self, account: &str, transaction: &str, from: Option<&str>, to: Option<&str>, limit: Option<u32>) -> Result<Answer@, Error> {
        let mut target = String::with_capacity(128);
        write!(target, \"/example/partner/accounts-@/{}/transactions/{}\", encode(account), encode(transaction))?;
        let mut separator = '?';
        for (name, value) in [(\"from\", from), (\"to\", to)] {
            if let Some(value) = value {
                write!(target, \"{separator}{name}={}\", encode(value))?;
                separator = '&';
            }
        }
        if let Some(limit) = limit { write!(target, \"{separator}limit={limit}\")?; }
        let answer = self.send(http::Method::GET, target, None).await?;
        Ok(serde_json::from_slice(&answer)?)
    }
",
    close: "}\n",
    use_post: USE_POST,
    use_get: USE_GET,
    output: "Result<Answer@, Error>",
};

pub(super) const PROGENITOR: Template = Template {
    dependencies: "progenitor = \"=0.15.1\"
futures = \"0.3\"
reqwest = { version = \"=0.13.5\", features = [\"json\", \"query\", \"stream\"] }
",
    head: "progenitor::generate_api!(\"openapi.json\");\nuse types::*;\n",
    payment: "",
    answer: "",
    open: "",
    post: "",
    get: "",
    close: "",
    use_post: USE_POST,
    // Optional arguments come in the order of their names.
    use_get: "pub fn use_@<'a>(client: &'a Client, account: &'a str, transaction: &'a str, from: Option<&'a str>, to: Option<&'a str>, limit: Option<u32>) -> Future<'a, FUTURE> { Box::pin(client.get_@(account, transaction, from, limit, to)) }\n",
    output: "Result<progenitor::progenitor_client::ResponseValue<Answer@>, progenitor::progenitor_client::Error<()>>",
};

pub(super) const FEIGNHTTP: Template = Template {
    dependencies: "feignhttp = { version = \"=0.6.3\", default-features = false, features = [\"reqwest-json\"] }\n",
    head: "use feignhttp::FeignClientBuilder as _;
#[derive(feignhttp::Context)]
pub struct Origin {
    #[url_path]
    origin: String,
    #[header(\"x-connectpay-api-key\")]
    key: String,
}
",
    payment: SERIALIZE,
    answer: DESERIALIZE,
    open: "#[feignhttp::feign(url = \"{origin}/example/partner\")]
pub trait Client {
",
    post: "    #[post(\"/payments-@\", headers = \"accept: application/json\")]
    async fn pay_@(&self, #[body] payment: &Payment@) -> feignhttp::Result<Answer@>;
",
    get: "    #[get(\"/accounts-@/{account}/transactions/{transaction}\", headers = \"accept: application/json\")]
    async fn get_@(&self, #[path] account: &str, #[path] transaction: &str, #[query] from: Option<&str>, #[query] to: Option<&str>, #[query] limit: Option<u32>) -> feignhttp::Result<Answer@>;
",
    close: "}\n",
    use_post: USE_POST,
    use_get: USE_GET,
    output: "feignhttp::Result<Answer@>",
};

pub(super) const RETROFIT: Template = Template {
    dependencies: "retrofit-rs = \"=0.2.0\"\nasync-trait = \"0.1\"\n",
    head: "use retrofit_rs::{Body, Path, Query, get, post};\n",
    payment: SERIALIZE,
    answer: DESERIALIZE,
    open: "#[retrofit_rs::api(\"http://127.0.0.1:1\")]
pub trait Endpoints {
",
    post: "    #[post(\"/example/partner/payments-@\")]
    async fn pay_@(&self, payment: Body<Payment@>) -> retrofit_rs::Result<Answer@>;
",
    get: "    #[get(\"/example/partner/accounts-@/{account}/transactions/{transaction}\")]
    async fn get_@(&self, account: Path<String>, transaction: Path<String>, from: Query<String>, to: Query<String>, limit: Query<u32>) -> retrofit_rs::Result<Answer@>;
",
    close: "}\npub type Client = EndpointsClient;\n",
    use_post: "pub fn use_@(client: &Client, payment: Payment@) -> Future<'_, FUTURE> { Box::pin(client.pay_@(Body(payment))) }\n",
    use_get: "pub fn use_@(client: &Client, account: String, transaction: String, from: String, to: String, limit: u32) -> Future<'_, FUTURE> { Box::pin(client.get_@(Path(account), Path(transaction), Query(from), Query(to), Query(limit))) }\n",
    output: "retrofit_rs::Result<Answer@>",
};

pub(super) const CLIENTIX: Template = Template {
    // It uses a feature of syn that it does not enable.
    dependencies: "clientix = \"=0.2.0\"\n\n[build-dependencies]\nsyn = { version = \"2\", features = [\"extra-traits\", \"full\"] }\n",
    head: "use clientix::client::response::{ClientixResponse, ClientixResult};
use clientix::{clientix, data_transfer, get, post};
",
    payment: "#[data_transfer] ",
    answer: "#[data_transfer] ",
    open: "#[clientix(url = \"\", path = \"/example/partner\", async = true)]
pub trait Client {
",
    post: "    #[post(path = \"/payments-@\", consumes = \"application/json\", produces = \"application/json\")]
    async fn pay_@(&self, #[body] payment: Payment@) -> ClientixResult<ClientixResponse<Answer@>>;
",
    get: "    #[get(path = \"/accounts-@/{account}/transactions/{transaction}\", produces = \"application/json\")]
    async fn get_@(&self, #[segment] account: &str, #[segment] transaction: &str, #[query] from: &str, #[query] to: &str, #[query] limit: u32) -> ClientixResult<ClientixResponse<Answer@>>;
",
    close: "}
pub type Local<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + 'a>>;
",
    use_post: "pub fn use_@(client: &Client, payment: Payment@) -> Local<'_, FUTURE> { Box::pin(client.pay_@(payment)) }\n",
    use_get: "pub fn use_@<'a>(client: &'a Client, account: &'a str, transaction: &'a str, from: &'a str, to: &'a str, limit: u32) -> Local<'a, FUTURE> { Box::pin(client.get_@(account, transaction, from, to, limit)) }\n",
    output: "ClientixResult<ClientixResponse<Answer@>>",
};
