//! The endpoints, with made-up paths of both schemes that the server knows.

use std::net::Ipv4Addr;

use connectpay::{AccessToken, Client, Environment, Error, PartnerCredentials, Result, Session};
use serde::{Deserialize, Serialize};

/// The body of a request, which comes back as the answer.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Thing {
    pub(crate) number: usize,
    pub(crate) text: String,
}

#[connectpay::api(base = "/example")]
pub(crate) trait Example {
    #[connectpay::endpoint(path = "/partner/things/{number}", auth = partner)]
    async fn thing(&self, number: usize) -> Result<Thing>;

    #[connectpay::endpoint(path = "/client/things", auth = user)]
    async fn echo(&self, #[body] thing: &Thing) -> Result<Thing>;

    #[connectpay::endpoint(method = GET, path = "/partner/slow", auth = partner)]
    async fn slow(&self) -> Result<()>;

    #[connectpay::endpoint(path = "/partner/faults/{number}", auth = partner)]
    async fn fault(&self, number: usize) -> Result<Thing>;
}

pub(crate) const TOKEN: &str = "t0k3n";
pub(crate) const IP: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 7);

pub(crate) fn client(base_url: &str) -> Result<Client> {
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    Client::builder(Environment::custom(base_url)?, credentials).build()
}

/// A session whose token outlives the test.
pub(crate) fn session(client: &Client) -> Result<Session> {
    let token = AccessToken::new(TOKEN)?.with_lifetime(std::time::Duration::from_hours(24));
    client.session(token, IP)
}

/// Makes a call of one scheme or the other and checks what comes back.
pub(crate) async fn call(
    client: &Client,
    session: &Session,
    number: usize,
) -> std::result::Result<(), Wrong> {
    let (answer, text) = if number.is_multiple_of(2) {
        (client.thing(number).await?, "partner")
    } else {
        let thing = Thing {
            number,
            text: "user".to_owned(),
        };
        (session.echo(&thing).await?, "user")
    };
    let expected = Thing {
        number,
        text: text.to_owned(),
    };
    if answer == expected {
        Ok(())
    } else {
        Err(Wrong::Answer(answer))
    }
}

/// Why a call did not do what it should.
#[derive(Debug)]
#[expect(dead_code, reason = "printed by `Debug`")]
pub(crate) enum Wrong {
    Failed(Error),
    Answer(Thing),
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
