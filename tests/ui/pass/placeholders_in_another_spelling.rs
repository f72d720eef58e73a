//! A path stays as ConnectPay's reference writes it, whatever the arguments are called.

use connectpay::Result;
use connectpay::endpoints::Location;
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Cards {
    #[connectpay::endpoint(path = "/cards/{cardId}/authorisation/{AuthorisationID}")]
    async fn camel_case(&self, authorisation_id: u64, card_id: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/accounts/{account-id}")]
    async fn kebab_case(&self, account_id: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/clients/{baasClientId}/accounts/{id}")]
    async fn named(
        &self,
        #[path("id")] account: &str,
        #[path("baasClientId")] client: &str,
        #[query] id: u8,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/exact/{accountId}/{account_id}")]
    async fn exact_before_another_spelling(
        &self,
        #[path("accountId")] first: &str,
        account_id: &str,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/marked/{accountId}")]
    async fn beside_a_marked_one(
        &self,
        #[query] account_id: &str,
        accountid: &str,
    ) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    let seen = client.camel_case(7, "c/1").await?;
    assert_eq!(seen.target, "/example/partner/cards/c%2F1/authorisation/7");
    let seen = client.kebab_case("a").await?;
    assert_eq!(seen.target, "/example/partner/accounts/a");
    let seen = client.named("a", "c", 3).await?;
    assert_eq!(seen.target, "/example/partner/clients/c/accounts/a?id=3");
    let seen = client.exact_before_another_spelling("a", "b").await?;
    assert_eq!(seen.target, "/example/partner/exact/a/b");
    let seen = client.beside_a_marked_one("q", "p").await?;
    assert_eq!(seen.target, "/example/partner/marked/p?account_id=q");

    let camel_case = &Cards.operations()[0];
    assert_eq!(
        camel_case.endpoint().path(),
        "/example/partner/cards/{cardId}/authorisation/{AuthorisationID}"
    );
    let [authorisation_id, _] = camel_case.parameters() else {
        panic!("{camel_case:?}");
    };
    assert_eq!(authorisation_id.argument(), "authorisation_id");
    assert_eq!(authorisation_id.location(), Location::Path("AuthorisationID"));
    Ok(())
}
