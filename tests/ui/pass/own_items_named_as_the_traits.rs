//! Names in the trait's own methods that generated methods call on `self`.

use connectpay::{Caller, Channel, Client, Partner, Result};
use echo::Seen;

use super::echo;

/// Methods for every type, by value, which come before those by reference.
trait Distracting: Sized {
    fn channel(self) -> &'static str {
        "not this one"
    }

    fn decode(self) {}
    fn query<A, B, C>(self, _: A, _: B, _: C) {}
    fn path<A, B>(self, _: A, _: B) {}
    fn body<A, B>(self, _: A, _: B) {}
    fn deref(self) {}
    fn serialize(self) {}
}

impl<T> Distracting for T {}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/channel")]
    async fn channel(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/call")]
    async fn call(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/new/{id}")]
    async fn new(&self, id: u8, #[query] body: &str, #[body] query: u8) -> Result<Seen>;
}

/// A caller of one's own passes on the channel of the one that it wraps.
struct Wrapper(Client);

impl Caller<Partner> for Wrapper {
    fn channel(&self) -> Channel<Partner> {
        Caller::channel(&self.0)
    }
}

impl Users for Wrapper {}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let wrapper = Wrapper(echo::client());
    assert_eq!(
        Users::channel(&wrapper).await?.target,
        "/example/partner/channel"
    );
    assert_eq!(wrapper.call().await?.target, "/example/partner/call");
    let seen = wrapper.new(1, "x", 2).await?;
    assert_eq!(
        (&*seen.target, &*seen.body),
        ("/example/partner/new/1?body=x", "2")
    );
    Ok(())
}
