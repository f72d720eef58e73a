//! A module may have the attributes and nothing else of the runtime.

use connectpay::{Client, Result};
use echo::Seen;

use super::echo;

mod prelude {
    pub(super) use connectpay::{api, endpoint};
}

#[prelude::api(base = "/example/partner", auth = partner)]
trait Things {
    #[prelude::endpoint(path = "/things/{id}")]
    async fn thing(&self, id: &str) -> Result<Seen>;
}

trait Others {
    #[self::prelude::endpoint(path = "/example/partner/others", auth = partner)]
    async fn others(&self) -> Result<Seen>;
}

impl Others for Client {}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    let target = client.thing("1").await?.target;
    assert_eq!(target, "/example/partner/things/1");
    let target = client.others().await?.target;
    assert_eq!(target, "/example/partner/others");
    Ok(())
}
