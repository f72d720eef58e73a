//! The crate as its users see it, only through its re-exports.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;

use crate::{
    AccessToken, Api, Call, Caller, Client, CreatedUser, Environment, NewUser, Partner,
    PartnerCredentials, Result, Sca, Session, TopUp, Topup, UserManagement,
};

fn new_user() -> NewUser {
    NewUser {
        email: "ada@example.com".to_owned(),
        password: "encrypted-in-the-browser".to_owned(),
        mobile_phone_number: "+37060000000".to_owned(),
        redirect_url: "https://partner.example/welcome".to_owned(),
    }
}

/// A server that knows the four paths and which credentials each takes.
fn client() -> Result<Client> {
    let create_user = async |headers: HeaderMap, body: String| {
        assert!(headers.contains_key("x-connectpay-api-key"));
        assert!(!headers.contains_key("authorization"));
        assert!(body.contains(r#""mobilePhoneNumber":"+37060000000""#));
        r#"{"userId":"u-1","eventId":"e-1","emailValidationUrl":"https://example.com/v"}"#
    };
    let logout = async |headers: HeaderMap| {
        assert_eq!(headers["authorization"], "Bearer a-token");
        assert_eq!(headers["psu-ip-address"], "192.0.2.1");
        assert!(!headers.contains_key("x-connectpay-api-key"));
        StatusCode::NO_CONTENT
    };
    let authorise = async |Path(event): Path<String>| assert_eq!(event, "e/1");
    let top_up = async || {
        let answer = r#"{"merchant":{},"payment":{"paymentId":"p-1","redirectUrl":"https://example.com/p"},"added":1}"#;
        (StatusCode::CREATED, answer)
    };
    let router = Router::new()
        .route("/baas-sca/user-management/partner/users", post(create_user))
        .route(
            "/baas-sca/user-management/client/users/logout",
            post(logout),
        )
        .route(
            "/baas-sca/user-management/client/sca/authorise/{authorisation_event_id}",
            post(authorise),
        )
        .route("/baas-sca/merchant/partner/topup/pis", post(top_up));
    Client::builder(
        Environment::custom("http://localhost")?,
        PartnerCredentials::new("ConnectPay", "EasyBanking")?,
    )
    .transport(router)
    .build()
}

fn session(client: &Client) -> Result<Session> {
    client.session(AccessToken::new("a-token")?, [192, 0, 2, 1])
}

#[tokio::test]
async fn the_four_endpoints_are_called_with_their_credentials() -> Result<()> {
    let client = client()?;
    let user = client.create_user(&new_user()).await?;
    assert_eq!(
        (&*user.user_id, &*user.event_id, &*user.email_validation_url),
        ("u-1", "e-1", "https://example.com/v"),
    );
    let top_up = TopUp {
        redirect_url: "https://partner.example/topped-up".to_owned(),
    };
    let initiated = client.initiate_by_pis(&top_up).await?;
    assert_eq!(initiated.payment.payment_id, "p-1");

    let session = session(&client)?;
    session.authorise("e/1").await?;
    session.logout().await
}

#[tokio::test]
async fn one_value_calls_every_api_of_its_scheme() -> Result<()> {
    let top_ups: Arc<dyn Topup> = Arc::new(client()?);
    let partner: Arc<dyn Caller<Partner>> = Arc::new(client()?);
    let top_up = TopUp {
        redirect_url: "https://partner.example/topped-up".to_owned(),
    };
    let (first, second) = (
        top_ups.initiate_by_pis(&top_up).await?,
        partner.initiate_by_pis(&top_up).await?,
    );
    assert_eq!(first.payment.redirect_url, second.payment.redirect_url);
    assert_eq!(partner.create_user(&new_user()).await?.user_id, "u-1");
    Ok(())
}

#[tokio::test]
async fn a_fake_stands_in_for_the_partner() -> Result<()> {
    struct Fake;

    impl Caller<Partner> for Fake {}

    impl UserManagement for Fake {
        fn create_user(&self, user: &NewUser) -> Call<CreatedUser> {
            Call::ready(Ok(CreatedUser {
                user_id: user.email.clone(),
                event_id: String::new(),
                email_validation_url: String::new(),
            }))
        }
    }

    assert_eq!(
        Fake.create_user(&new_user()).await?.user_id,
        "ada@example.com"
    );
    Ok(())
}

#[test]
fn the_declared_paths_are_the_documented_ones() {
    let declared: Vec<&str> = [UserManagement, Sca, Topup]
        .iter()
        .flat_map(Api::operations)
        .map(|operation| operation.endpoint().path())
        .collect();
    assert_eq!(
        declared,
        [
            "/baas-sca/user-management/partner/users",
            "/baas-sca/user-management/client/users/logout",
            "/baas-sca/user-management/client/sca/authorise/{authorisation_event_id}",
            "/baas-sca/merchant/partner/topup/pis",
        ]
    );
}
