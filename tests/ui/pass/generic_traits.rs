//! Type parameters, lifetimes, constants, where clauses and supertraits of the
//! trait, and where clauses of a method.

use std::fmt::Debug;

use connectpay::{Client, Result, Session};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::echo;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait List<T>: Sync
where
    T: DeserializeOwned + Send + 'static,
{
    #[connectpay::endpoint(path = "/list")]
    async fn list(&self) -> Result<Vec<T>>;

    #[connectpay::endpoint(path = "/list")]
    async fn add(&self, #[body] thing: &T) -> Result<T>
    where
        T: Serialize;
}

#[connectpay::api(base = "/example/client", auth = user)]
trait Page<'a, K: Serialize + ?Sized, const N: usize>: Debug {
    #[connectpay::endpoint(path = "/page")]
    async fn page(&self, #[query] keys: &'a [&'a K]) -> Result<Vec<[u64; 2]>>;
}

#[connectpay::api]
trait Both<T: DeserializeOwned>
where
    T: Send,
    Self: Debug,
{
    #[connectpay::endpoint(method = GET, path = "/example/partner/both", auth = partner)]
    async fn partner(&self) -> Result<T>;

    #[connectpay::endpoint(method = GET, path = "/example/client/both", auth = user)]
    async fn user(&self) -> Result<Option<T>>
    where
        T: 'static;
}

/// A list is an answer, whatever the implementor makes of its elements.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Collection {
    type Element: DeserializeOwned + Send + 'static;

    #[connectpay::endpoint(path = "/collection")]
    async fn elements(&self) -> Result<Vec<Self::Element>>;
}

impl Collection for Client {
    type Element = u64;
}

/// An alias of a pair is one, and what a parameter is shows where the trait is used.
type Named = (&'static str, u8);

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Pairs<P: Serialize> {
    #[connectpay::endpoint(path = "/pairs")]
    async fn form(&self, #[form] pairs: &[Named]) -> Result<echo::Seen>;

    #[connectpay::endpoint(path = "/pairs")]
    async fn flat(&self, #[query(flatten)] pairs: Vec<Named>) -> Result<echo::Seen>;

    #[connectpay::endpoint(method = PUT, path = "/pairs")]
    async fn open(&self, #[form] pairs: &[P]) -> Result<echo::Seen>;
}

async fn all<T, L: List<T>>(list: L) -> Result<usize>
where
    T: DeserializeOwned + Send + 'static,
{
    Ok(list.list().await?.len())
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let numbers = echo::answering("[1,2]");
    assert_eq!(all::<u8, _>(numbers.clone()).await?, 2);
    assert_eq!(List::<u16>::list(&numbers).await?, [1, 2]);
    assert_eq!(List::add(&echo::answering("3"), &4_u8).await?, 3);
    let session = echo::session_of(&echo::answering("[[1,2]]"));
    assert_eq!(Page::<str, 1>::page(&session, &["a"]).await?, [[1, 2]]);
    assert_eq!(<Client as Both<Vec<u64>>>::partner(&numbers).await?, [1, 2]);
    let user = <Session as Both<Vec<[u64; 2]>>>::user(&session).await?;
    assert_eq!(user, Some(vec![[1, 2]]));
    // Only the use shows that the answer may be empty.
    let nothing = echo::answering("");
    <Client as Both<()>>::partner(&nothing).await?;
    assert_eq!(<Client as Both<Option<u8>>>::partner(&nothing).await?, None);
    assert!(<Client as Both<u8>>::partner(&nothing).await.is_err());
    let client = &echo::client();
    assert_eq!(Pairs::<Named>::form(client, &[("a", 1)]).await?.body, "a=1");
    let flat = Pairs::<Named>::flat(client, vec![("a", 1), ("b", 2)]).await?;
    assert_eq!(flat.target, "/example/partner/pairs?a=1&b=2");
    assert_eq!(Pairs::open(client, &[("a", "b")]).await?.body, "a=b");
    assert!(Pairs::open(client, &["no pair"]).await.is_err());
    Ok(())
}
