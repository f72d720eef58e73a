//! Docs, `#[cfg]`, `#[deprecated]` and lints stay on the methods and the trait.
#![deny(warnings)]

use connectpay::Result;

/// Users of the partner.
#[deprecated = "use the other one"]
#[allow(clippy::module_name_repetitions)]
#[connectpay::api(base = "/example/partner", auth = partner)]
trait OldUsers {
    /// All of them.
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

#[cfg(any())]
#[connectpay::api(base = "/example/partner", auth = partner)]
trait NotThere {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<NoSuchType>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    #[deprecated(note = "use `users`", since = "0.1.0")]
    async fn all(&self) -> Result<Vec<String>>;

    #[cfg(any())]
    #[connectpay::endpoint(path = "/users/{id}")]
    async fn not_there(&self, id: NoSuchType) -> Result<NoSuchType>;

    // Alternatives may go to the same place.
    #[cfg(not(any()))]
    #[connectpay::endpoint(path = "/users/{id}")]
    async fn user(&self, id: u64) -> Result<String>;

    #[allow(non_snake_case)]
    #[connectpay::endpoint(path = "/page")]
    async fn getPage(
        &self,
        #[allow(non_snake_case)]
        #[query]
        pageNo: u32,
    ) -> Result<String>;
}

mod strict {
    #[allow(deprecated)]
    pub(super) async fn users(client: &connectpay::Client) -> connectpay::Result<usize> {
        use super::{OldUsers, Users};
        Ok(client.users().await?.len() + client.all().await?.len())
    }

    pub(super) async fn page(client: &connectpay::Client) -> connectpay::Result<String> {
        use super::Users;
        client.user(1).await?;
        client.getPage(1).await
    }
}

pub(super) fn main() {
    let names: Vec<&str> = Users
        .operations()
        .iter()
        .map(|it| it.endpoint().name())
        .collect();
    assert_eq!(names, ["all", "user", "getPage"]);
    let _ = (strict::users, strict::page);
}
