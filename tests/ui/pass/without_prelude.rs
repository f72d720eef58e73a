//! Generated code needs no prelude.
#![no_implicit_prelude]

use ::connectpay::Result;

#[::connectpay::api(base = "/example/partner", auth = partner)]
trait OneScheme {
    #[::connectpay::endpoint(path = "/{id}")]
    async fn arguments(
        &self,
        id: &str,
        #[query] page: u32,
        #[query(flatten)] filter: &[(&str, &str)],
        #[header("X-Request-ID")] request_id: &str,
        #[body] body: ::std::option::Option<u8>,
    ) -> Result<::std::option::Option<u8>>;
}

#[::connectpay::api(host(
    stage = "https://stage.example.com",
    production = "https://example.com"
))]
trait BothSchemes {
    #[::connectpay::endpoint(method = GET, path = "/example/partner", auth = partner)]
    async fn partner(&self) -> Result<()>;

    #[::connectpay::endpoint(method = PUT, path = "/example/client", auth = user, idempotent)]
    fn user(&self) -> ::connectpay::Call<::bytes::Bytes>;
}

pub(super) fn main() {
    ::std::assert_eq!(OneScheme.operations().len(), 1);
    ::std::assert_eq!(BothSchemes.operations().len(), 2);
}
