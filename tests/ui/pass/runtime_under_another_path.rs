//! `crate = …` says where the runtime is, for a whole trait or for one endpoint;
//! nothing else then has to be in reach.

mod sdk {
    pub use ::connectpay;
}

use crate::sdk::connectpay::{Client, Result, api, endpoint};

mod hidden {
    // The extern prelude is not looked at.
    #[allow(unused)]
    mod connectpay {}

    #[crate::sdk::connectpay::api(
        base = "/example/partner",
        auth = partner,
        host(stage = "https://stage.example.com", production = "https://example.com"),
        crate = crate::sdk::connectpay,
    )]
    pub(super) trait Things {
        #[endpoint(path = "/{id}")]
        async fn thing(
            &self,
            id: u8,
            #[body] body: Option<u8>,
        ) -> crate::sdk::connectpay::Result<()>;
    }
}

trait Alone {
    #[endpoint(method = GET, path = "/example/partner/alone", auth = partner, crate = crate::sdk::connectpay)]
    async fn alone(&self) -> Result<()>;
}

impl Alone for Client {}

#[api(crate = ::connectpay)]
trait Mixed {
    #[endpoint(method = GET, path = "/example/partner/mixed", auth = partner, crate = crate::sdk::connectpay)]
    async fn partner(&self) -> Result<()>;

    #[endpoint(method = GET, path = "/example/client/mixed", auth = user)]
    async fn user(&self) -> Result<()>;
}

#[path = "../echo.rs"]
mod echo;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    use hidden::Things;

    let client = echo::answering("");
    client.thing(1, None).await?;
    client.alone().await?;
    client.partner().await?;
    echo::session_of(&client).user().await?;
    assert_eq!(Mixed.operations().len(), 2);
    Ok(())
}
