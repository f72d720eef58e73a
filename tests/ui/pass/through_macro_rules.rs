//! A macro of the author's may declare endpoints from its own fragments.

use connectpay::{Call, Result};
use echo::Seen;

use super::echo;

macro_rules! partner_api {
    ($(#[$attr:meta])* $vis:vis trait $name:ident($base:literal) {
        $($method:ident($verb:ident $path:literal $(, $argument:ident: $ty:ty)*) -> $answer:ty;)*
    }) => {
        $(#[$attr])*
        #[connectpay::api(base = $base, auth = partner)]
        $vis trait $name {
            $(
                #[connectpay::endpoint(method = $verb, path = $path)]
                async fn $method(&self $(, $argument: $ty)*) -> Result<$answer>;
            )*
        }
    };
}

macro_rules! call {
    ($name:ident, $path:literal, $returns:ty) => {
        trait $name {
            #[connectpay::endpoint(path = $path, auth = user)]
            fn perhaps(&self) -> $returns;
        }

        impl $name for connectpay::Session {}
    };
}

macro_rules! optional_body {
    ($ty:ty, $answer:path) => {
        #[connectpay::api]
        trait Optional {
            #[connectpay::endpoint(path = "/example/partner/optional", auth = partner)]
            async fn optional(&self, #[body] request: $ty) -> $answer;
        }
    };
}

partner_api! {
    /// Things.
    pub trait Things("/example/partner") {
        thing(GET "/things/{id}", id: &str) -> Seen;
        between(GET "/things/{from}/{to}", to: u64, from: u64) -> Seen;
        remove(DELETE "/things/{request}", request: u8) -> Option<Seen>;
    }
}

call!(Perhaps, "/example/client/perhaps", Call<Option<Seen>>);
optional_body!(Option<&[u16]>, Result<Seen>);

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    assert_eq!(
        client.thing("a b").await?.target,
        "/example/partner/things/a%20b"
    );
    assert_eq!(
        client.between(2, 1).await?.target,
        "/example/partner/things/1/2"
    );
    assert_eq!(client.remove(3).await?.unwrap().method, "DELETE");
    assert!(echo::session().perhaps().await?.is_some());
    assert_eq!(client.optional(None).await?.body, "");
    assert_eq!(client.optional(Some(&[1])).await?.body, "[1]");
    Ok(())
}
