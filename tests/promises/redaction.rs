//! Nothing that is printed contains a secret, a token, an address, an argument or a
//! body.

use connectpay::sca::{self, Finalised, Otp};
use connectpay::tokens::{
    BoxTokenStore, IssuedTokens, MemoryTokenStore, SessionExpired, SharedTokens, TokenRefresh,
};
use connectpay::{AccessToken, BoxError, Client, EncryptionKeys, Environment, PartnerCredentials};

use crate::canaries::{ARGUMENT, KEY, OTP, SECRET, TOKEN, assert_clean, credentials, printed};
use crate::declared::{Example as _, UserManagement as _};
use crate::recorder::Recorder;

#[test]
fn the_values_that_hold_secrets_do_not_print_them() {
    let builder = Client::builder(Environment::Stage, credentials());
    let before = format!("{builder:?} {:?}", credentials());
    let client = builder.build().unwrap();
    let token = AccessToken::new(TOKEN).unwrap();
    let session = client.session(token.clone(), [198, 51, 100, 77]).unwrap();
    let call = session.authorise(ARGUMENT);
    let text = format!("{before} {client:?} {token:?} {session:?} {call:#?}");
    assert_clean("a value", &text);
}

#[test]
fn the_errors_of_settings_do_not_print_them() {
    let long = SECRET.repeat(100);
    for error in [
        PartnerCredentials::new(format!("{KEY}:"), SECRET).unwrap_err(),
        PartnerCredentials::new(KEY, format!("{SECRET}\n")).unwrap_err(),
        PartnerCredentials::new(KEY, long).unwrap_err(),
        AccessToken::new(format!("{TOKEN} ")).unwrap_err(),
        Environment::custom(&format!("https://{KEY}:{SECRET}@example.com")).unwrap_err(),
        Environment::custom(&format!("https://example.com/?{SECRET}")).unwrap_err(),
    ] {
        assert_clean("an error", &printed(&error));
    }
}

/// Made up.
#[connectpay::api(auth = user)]
trait Sca {
    #[connectpay::endpoint(path = "/example/client/verify", once)]
    async fn verify(&self, #[body] otp: &Otp) -> connectpay::Result<Finalised>;
}

#[tokio::test]
async fn a_one_time_password_is_in_no_error_and_no_challenge() {
    let id = format!(r#"{{"authorisationEventId":"{ARGUMENT}"}}"#);
    for (status, body) in [(200, "[]"), (400, OTP), (401, OTP), (429, OTP), (500, OTP)] {
        let client = Recorder::answering(status, body).client();
        let token = AccessToken::new(TOKEN).unwrap();
        let session = client.session(token, [198, 51, 100, 77]).unwrap();
        let required = sca::Sca::<()>::from_answer(&id).unwrap();
        let sca::Sca::Required(mut pending) = required else {
            panic!("no challenge");
        };
        let challenge = &mut pending.challenge;
        let verdict = challenge
            .verify(Otp::new(OTP).unwrap(), |_, otp| session.verify(otp))
            .await;
        let error = match verdict {
            Ok(sca::Verdict::Refused { error, .. }) | Err(error) => error,
            Ok(verdict) => panic!("{verdict:?}"),
        };
        assert_clean("an error", &printed(&error));
        assert_clean(
            "a challenge",
            &format!("{pending:?} {:?}", pending.challenge),
        );
    }
}

#[tokio::test]
async fn what_a_transport_sees_does_not_print_its_credentials() {
    let recorder = Recorder::answering(204, "");
    let token = AccessToken::new(TOKEN).unwrap();
    let client = Client::builder(
        Environment::custom("http://localhost").unwrap(),
        credentials(),
    )
    .transport(recorder.clone())
    .build()
    .unwrap();
    client
        .session(token, [198, 51, 100, 77])
        .unwrap()
        .logout()
        .await
        .unwrap();
    client
        .optional(None)
        .header("x-note", ARGUMENT)
        .await
        .unwrap();
    for received in recorder.received() {
        assert_clean("a request", &format!("{:?}", received.headers));
    }
}

/// A source that nobody asks.
struct Nothing;

impl TokenRefresh for Nothing {
    async fn refresh(&self, _: Option<&str>) -> Result<IssuedTokens, BoxError> {
        Err(SessionExpired.into())
    }
}

#[test]
fn a_one_time_password_that_came_as_a_number_is_in_no_error() {
    for json in [OTP.to_owned(), format!("[{OTP}]"), format!("-{OTP}.5")] {
        let error = serde_json::from_str::<Otp>(&json).unwrap_err();
        assert_clean("an error", &printed(&error));
    }
}

#[test]
fn what_holds_tokens_says_what_it_is_and_no_more() {
    let token = AccessToken::new(TOKEN).unwrap();
    let issued = IssuedTokens::new(token.clone()).with_refresh_token(SECRET);
    let store = MemoryTokenStore::new();
    let keys = EncryptionKeys::new("2026", [7; 32]).unwrap();
    let shared = SharedTokens::new(store.clone(), ARGUMENT, Nothing);
    let otp = Otp::new(OTP).unwrap();
    for (name, text) in [
        ("Otp", format!("{otp:?} {otp:#?}")),
        ("AccessToken", format!("{token:?}")),
        ("IssuedTokens", format!("{issued:?}")),
        ("MemoryTokenStore", format!("{store:?}")),
        ("BoxTokenStore", format!("{:?}", BoxTokenStore::new(store))),
        ("EncryptionKeys", format!("{keys:?}")),
        ("SharedTokens", format!("{shared:?}")),
    ] {
        assert!(text.contains(name), "{text}");
        assert_clean(name, &text);
    }
    assert!(SessionExpired.to_string().contains("log in"));
}
