//! `crate = …` says where the runtime is, for a whole trait or for one endpoint, and so does
//! the path of the attribute; nothing else then has to be in reach.

mod sdk {
    pub(crate) use ::connectpay;
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

mod written {
    #[allow(unused)]
    mod connectpay {}

    pub(super) use crate::sdk::connectpay as bank;

    #[bank::api(base = "/example/partner", auth = partner)]
    pub(super) trait Things {
        #[bank::endpoint(method = GET, path = "/written")]
        async fn written(&self) -> bank::Result<()>;
    }

    pub(super) trait Alone {
        #[self::bank::endpoint(method = GET, path = "/example/partner/alone", auth = partner)]
        async fn written_alone(&self) -> bank::Result<()>;
    }

    impl Alone for bank::Client {}

    #[bank::api]
    pub(super) trait All: Things + Alone {}

    macro_rules! api {
        ($name:ident) => {
            #[$crate::sdk::connectpay::api(base = "/example/partner", auth = partner)]
            pub(super) trait $name {
                #[$crate::sdk::connectpay::endpoint(method = GET, path = "/by-a-macro")]
                async fn by_a_macro(&self) -> bank::Result<()>;
            }
        };
    }

    api!(ByAMacro);
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

fn calls_all(_: &impl written::All) {}

#[path = "../echo.rs"]
mod echo;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    use hidden::Things;
    use written::{Alone as _, ByAMacro, Things as _};

    let client = echo::answering("");
    client.thing(1, None).await?;
    client.alone().await?;
    client.partner().await?;
    echo::session_of(&client).user().await?;
    client.written().await?;
    client.written_alone().await?;
    client.by_a_macro().await?;
    calls_all(&client);
    assert_eq!(ByAMacro.operations().len(), 1);
    assert_eq!(Mixed.operations().len(), 2);
    Ok(())
}
