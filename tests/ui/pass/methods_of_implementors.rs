//! A method of the author's own stays one beside endpoints: its type is none that an endpoint
//! of the trait spells that way, or the lint that it permits says so.
#![allow(unfulfilled_lint_expectations, reason = "the lint spares traits that no other crate sees")]

use connectpay::{Call, Client};
use echo::Seen;

use super::echo;

type Result<T> = std::result::Result<T, std::fmt::Error>;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Refreshed {
    async fn refresh(&self) -> Result<u8>;

    async fn renew(&mut self) -> connectpay::Result<u8>;

    fn last(&self) -> Call<u8>;

    #[connectpay::endpoint(path = "/refreshed")]
    async fn refreshed(&self) -> connectpay::Result<Seen>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Permitted {
    #[allow(async_fn_in_trait)]
    async fn allowed(&self) -> connectpay::Result<u8>;

    #[expect(async_fn_in_trait, reason = "every caller awaits it in place")]
    async fn expected(&self) -> connectpay::Result<u8>;

    #[connectpay::endpoint(path = "/permitted")]
    async fn permitted(&self) -> connectpay::Result<Seen>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait AllPermitted {
    #![allow(async_fn_in_trait)]

    async fn each(&self) -> connectpay::Result<u8>;

    #[connectpay::endpoint(path = "/all-permitted")]
    async fn all_permitted(&self) -> connectpay::Result<Seen>;
}

#[connectpay::api]
trait Both: Refreshed + Permitted {
    async fn all(&self) -> connectpay::Result<u8>;
}

#[connectpay::api]
trait Neither {
    async fn neither(&self) -> connectpay::Result<u8>;
}

impl Refreshed for Client {
    async fn refresh(&self) -> Result<u8> {
        Err(std::fmt::Error)
    }

    async fn renew(&mut self) -> connectpay::Result<u8> {
        Ok(3)
    }

    fn last(&self) -> Call<u8> {
        Call::ready(Ok(2))
    }
}

impl Permitted for Client {
    async fn allowed(&self) -> connectpay::Result<u8> {
        Ok(3)
    }

    async fn expected(&self) -> connectpay::Result<u8> {
        Ok(4)
    }
}

impl AllPermitted for Client {
    async fn each(&self) -> connectpay::Result<u8> {
        Ok(6)
    }
}

impl Both for Client {
    async fn all(&self) -> connectpay::Result<u8> {
        Ok(self.allowed().await? + self.expected().await?)
    }
}

impl Neither for Client {
    async fn neither(&self) -> connectpay::Result<u8> {
        Ok(self.refresh().await.unwrap_or(5))
    }
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> connectpay::Result<()> {
    let client = echo::client();
    for (seen, target) in [
        (client.refreshed().await?, "/example/partner/refreshed"),
        (client.permitted().await?, "/example/partner/permitted"),
        (client.all_permitted().await?, "/example/partner/all-permitted"),
    ] {
        assert_eq!(seen.target, target);
    }
    assert_eq!((client.last().await?, client.each().await?), (2, 6));
    assert_eq!((client.all().await?, client.neither().await?), (7, 5));
    Ok(())
}
