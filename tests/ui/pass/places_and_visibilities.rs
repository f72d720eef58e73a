//! A trait may stand in a function, in a private module, and be as visible as
//! its author says.
#![deny(warnings)]

mod private {
    mod inner {
        #[connectpay::api(base = "/example/partner", auth = partner)]
        pub(in crate::private) trait Hidden {
            #[connectpay::endpoint(path = "/hidden")]
            async fn hidden(&self) -> connectpay::Result<super::Answer>;
        }

        #[connectpay::api(base = "/example/partner", auth = partner)]
        pub(crate) trait Visible {
            #[connectpay::endpoint(method = GET, path = "/visible")]
            async fn visible(&self) -> connectpay::Result<()>;
        }
    }

    #[derive(Debug, serde::Deserialize)]
    struct Answer {}

    pub(crate) use inner::Visible;

    pub(crate) async fn hidden(client: &connectpay::Client) -> bool {
        use inner::Hidden as _;
        client.hidden().await.map(|Answer {}| ()).is_ok()
    }
}

#[path = "../echo.rs"]
mod echo;

// Nobody uses it and nobody is told that.
#[allow(dead_code)]
#[connectpay::api(base = "/example/client", auth = user)]
trait Unused {
    #[connectpay::endpoint(method = GET, path = "/unused")]
    async fn unused(&self) -> connectpay::Result<()>;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> connectpay::Result<()> {
    #[connectpay::api(base = "/example/partner", auth = partner)]
    trait Local {
        #[connectpay::endpoint(method = GET, path = "/local")]
        async fn local(&self) -> connectpay::Result<()>;
    }

    use private::Visible;

    let client = echo::answering("{}");
    assert!(private::hidden(&client).await);
    client.visible().await?;
    client.local().await?;
    assert_eq!(Visible.operations().len() + Local.operations().len(), 2);
    Ok(())
}
