//! The peers that declare an endpoint as a struct.

use super::Template;

pub(in super::super) const RUSTIFY: Template = Template {
    dependencies: "rustify = \"=0.7.0\"\nrustify_derive = \"=0.5.5\"\n",
    head: "use rustify::Endpoint as _;
pub use rustify::clients::reqwest::Client;
",
    payment: "#[derive(Debug, rustify_derive::Endpoint, serde::Serialize)] #[endpoint(path = \"example/partner/payments-@\", method = \"POST\", response = \"Answer@\")] ",
    answer: "#[derive(Debug, serde::Deserialize)] ",
    open: "",
    post: "",
    get: "#[derive(Debug, rustify_derive::Endpoint, serde::Serialize)]
#[endpoint(path = \"example/partner/accounts-@/{self.account}/transactions/{self.transaction}\", response = \"Answer@\")]
pub struct Get@ {
    #[endpoint(skip)]
    pub account: String,
    #[endpoint(skip)]
    pub transaction: String,
    #[endpoint(query)]
    pub from: Option<String>,
    #[endpoint(query)]
    pub to: Option<String>,
    #[endpoint(query)]
    pub limit: Option<u32>,
}
",
    close: "",
    use_post: "pub fn use_@(client: &Client, payment: Payment@) -> Future<'_, FUTURE> { Box::pin(async move { payment.exec(client).await?.parse() }) }\n",
    use_get: "pub fn use_@(client: &Client, get: Get@) -> Future<'_, FUTURE> { Box::pin(async move { get.exec(client).await?.parse() }) }\n",
    output: "Result<Answer@, rustify::errors::ClientError>",
};

pub(in super::super) const RUMA: Template = Template {
    dependencies: "ruma-common = { version = \"=0.20.2\", features = [\"api\"] }
bytes = \"1\"
http = \"1\"
reqwest = { version = \"=0.13.5\", features = [\"json\", \"query\", \"stream\"] }
",
    head: "use ruma_common::api::auth_scheme::AuthScheme;
use ruma_common::api::path_builder::PathBuilder;
use ruma_common::api::{IncomingResponse, IncomingResponseExt as _, OutgoingRequest, OutgoingRequestExt as _};
pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub struct Client { client: reqwest::Client, base_url: String }
impl Client {
    async fn send<R>(&self, request: R) -> Result<R::IncomingResponse, Error>
    where
        R: OutgoingRequest<Authentication: for<'a> AuthScheme<Input<'a> = ()>>,
        R: OutgoingRequest<PathBuilder: for<'a> PathBuilder<Input<'a> = ()>>,
        R::IncomingResponse: IncomingResponse,
        <R::IncomingResponse as IncomingResponse>::EndpointError: Send + Sync + 'static,
    {
        let request: http::Request<bytes::Bytes> =
            request.try_into_http_request::<bytes::BytesMut>(&self.base_url, (), ())?.map(bytes::BytesMut::freeze);
        let response = self.client.execute(request.try_into()?).await?;
        let mut answer = http::Response::new(());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        let body = response.bytes().await?;
        Ok(R::IncomingResponse::try_from_http_response(answer.map(|()| &*body))?)
    }
}
",
    payment: "",
    answer: "",
    open: "",
    post: "pub mod pay_@ {
    use ruma_common::api::{auth_scheme::NoAuthentication, request, response};
    ruma_common::metadata! { method: POST, rate_limited: false, authentication: NoAuthentication, path: \"/example/partner/payments-@\", }
    #[request]
    pub struct Request { pub id: u64, pub amount: String, pub currency: String, pub creditor: String, pub debtor: String, pub reference: Option<String>, pub urgent: bool, pub splits: Vec<u32> }
    #[response]
    pub struct Response { pub id: u64, pub status: String, pub amount: String, pub currency: String, pub created: String, pub note: Option<String>, pub settled: bool, pub steps: Vec<u32> }
}
",
    get: "pub mod get_@ {
    use ruma_common::api::{auth_scheme::NoAuthentication, request, response};
    ruma_common::metadata! { method: GET, rate_limited: false, authentication: NoAuthentication, path: \"/example/partner/accounts-@/{account}/transactions/{transaction}\", }
    #[request]
    pub struct Request {
        #[ruma_api(path)]
        pub account: String,
        #[ruma_api(path)]
        pub transaction: String,
        #[ruma_api(query)]
        pub from: Option<String>,
        #[ruma_api(query)]
        pub to: Option<String>,
        #[ruma_api(query)]
        pub limit: Option<u32>,
    }
    #[response]
    pub struct Response { pub id: u64, pub status: String, pub amount: String, pub currency: String, pub created: String, pub note: Option<String>, pub settled: bool, pub steps: Vec<u32> }
}
",
    close: "",
    use_post: "pub fn use_@(client: &Client, request: pay_@::Request) -> Future<'_, Result<pay_@::Response, Error>> { Box::pin(client.send(request)) }\n",
    use_get: "pub fn use_@(client: &Client, request: get_@::Request) -> Future<'_, Result<get_@::Response, Error>> { Box::pin(client.send(request)) }\n",
    output: "",
};
