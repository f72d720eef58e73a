//! What is no endpoint stays as it is, in its place; a trait that asks more of
//! its implementor than endpoints is not implemented.

use std::fmt::Debug;

use connectpay::{Client, Result};
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Provided {
    const LIMIT: usize = if true { 2 } else { 1 };

    #[connectpay::endpoint(path = "/{name}")]
    async fn thing(&self, name: &str) -> Result<Seen>;

    fn twice<T: Debug + Clone>(&self, thing: &T) -> [T; 2]
    where
        Self: Sized,
    {
        [thing.clone(), thing.clone()]
    }

    async fn both(&self) -> Result<usize> {
        let mut seen = 0;
        for name in ["a", "b"].iter().take(Self::LIMIT_OF_ALL) {
            seen += self.thing(name).await?.target.len();
        }
        Ok(seen)
    }

    const LIMIT_OF_ALL: usize = Self::LIMIT;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Required {
    type Name: for<'a> From<&'a str> + Iterator<Item = u8>;
    type Names: IntoIterator<Item = Self::Name>;
    const PREFIX: &'static str;

    fn names(&self) -> Self::Names;

    #[connectpay::endpoint(path = "/{name}")]
    async fn thing(&self, name: &str) -> Result<Seen>;
}

struct Bytes(std::vec::IntoIter<u8>);

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec().into_iter())
    }
}

impl Iterator for Bytes {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        self.0.next()
    }
}

impl Required for Client {
    type Name = Bytes;
    type Names = Vec<Bytes>;
    const PREFIX: &'static str = "x";

    fn names(&self) -> Vec<Bytes> {
        vec![Self::PREFIX.into()]
    }
}

/// Methods that look like endpoints are the author's own where the trait asks for more than
/// endpoints do, and where they say so by their form.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Audited {
    #[connectpay::endpoint(path = "/audited")]
    async fn audited(&self) -> Result<Seen>;

    fn auditor(&self) -> String;

    async fn audit(&self, of: &str) -> Result<usize>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Logged {
    #[connectpay::endpoint(path = "/logged")]
    async fn logged(&self) -> Result<Seen>;

    async fn send(&self) -> std::result::Result<usize, std::fmt::Error>;

    async fn save(&self) -> std::io::Result<()>;

    async fn open(name: &str) -> Result<usize>;

    async fn again(&self) -> Result<Box<Self>>;

    async fn all<T: Send + Sync>(&self, of: &T) -> Result<usize>;

    fn log(&self, what: &str) -> impl Future<Output = Result<usize>>;
}

impl Audited for Client {
    fn auditor(&self) -> String {
        "ada".to_owned()
    }

    async fn audit(&self, of: &str) -> Result<usize> {
        Ok(of.len() + self.auditor().len())
    }
}

impl Logged for Client {
    async fn log(&self, what: &str) -> Result<usize> {
        Ok(what.len())
    }

    async fn send(&self) -> std::result::Result<usize, std::fmt::Error> {
        Ok(1)
    }

    async fn save(&self) -> std::io::Result<()> {
        Ok(())
    }

    async fn open(name: &str) -> Result<usize> {
        Ok(name.len())
    }

    async fn again(&self) -> Result<Box<Self>> {
        Ok(Box::new(self.clone()))
    }

    async fn all<T: Send + Sync>(&self, _of: &T) -> Result<usize> {
        Ok(3)
    }
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    assert_eq!(client.both().await?, 2 * "/example/partner/a".len());
    assert_eq!(client.twice(&7), [7, 7]);
    for name in client.names() {
        let name = String::from_utf8(name.collect()).unwrap();
        assert_eq!(
            Required::thing(&client, &name).await?.target,
            "/example/partner/x"
        );
    }
    let seen = client.audited().await?.target;
    assert_eq!(client.audit(&seen).await?, "/example/partner/audited".len() + 3);
    let seen = client.logged().await?.target;
    assert_eq!(client.log(&seen).await?, "/example/partner/logged".len());
    assert_eq!(client.again().await?.all(&client).await?, 3);
    assert_eq!((client.send().await, Client::open("a").await?), (Ok(1), 1));
    client.save().await.unwrap();
    Ok(())
}
