//! Credentials and tokens become exactly the header that their RFC says, or are refused.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use connectpay::{AccessToken, Client, Environment, PartnerCredentials, Result};
use proptest::prelude::*;

use crate::cases;
use crate::last::{Last, at_once, runtime};

/// Made up.
#[connectpay::api(base = "/example")]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/partner/things", auth = partner)]
    async fn things(&self) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/client/things", auth = user)]
    async fn own_things(&self) -> Result<()>;
}

/// Mostly allowed characters, so that both results occur.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        60 => prop::char::range('!', '~'),
        1 => prop::sample::select(&[':', ' ', '\r', '\n', '\t', '\0', '\u{7f}', 'é', '"'][..]),
        1 => any::<char>(),
    ];
    let length = prop_oneof![20 => 0_usize..40, 1 => 1_000_usize..1_050];
    length.prop_flat_map(move |length| {
        prop::collection::vec(character.clone(), length)
            .prop_map(|characters| characters.into_iter().collect())
    })
}

fn token() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        90 => prop::sample::select(&b"abcxyzABCXYZ0189-._~+/"[..]).prop_map(char::from),
        1 => prop::sample::select(&['=', ' ', '\r', '\n', ',', '"', '\0', 'é'][..]),
    ];
    (prop::collection::vec(character, 0..40), 0_usize..3).prop_map(|(characters, padding)| {
        let body: String = characters.into_iter().collect();
        body + &"=".repeat(padding)
    })
}

thread_local! {
    static RUNTIME: tokio::runtime::Runtime = runtime();
}

fn sent_by(client: &Client, last: &Last, as_user: Option<AccessToken>) -> http::HeaderMap {
    RUNTIME.with(|runtime| {
        runtime.block_on(async {
            match as_user {
                None => at_once(client.things()).unwrap(),
                Some(token) => {
                    let session = client.session(token, [8, 8, 8, 8]).unwrap();
                    session.own_things().await.unwrap();
                }
            }
        });
    });
    last.take().unwrap().headers
}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn credentials_arrive_as_they_were_given_or_are_refused(key in text(), secret in text()) {
        let printable = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        // Copying a value often adds spaces at its ends.
        let fits = |text: &str| {
            (1..=1024).contains(&text.len()) && printable(text) && text.trim() == text
        };
        let allowed = fits(&key) && fits(&secret) && !key.contains(':');
        match PartnerCredentials::new(key.clone(), secret.clone()) {
            Err(error) => {
                prop_assert!(!allowed, "refused: {error}");
                prop_assert!(key.len() < 4 || !error.to_string().contains(&key));
                prop_assert!(secret.len() < 4 || !error.to_string().contains(&secret));
            }
            Ok(credentials) => {
                prop_assert!(allowed);
                let last = Last::default();
                let environment = Environment::custom("https://api.example").unwrap();
                let client = last.builder(environment, credentials).build().unwrap();
                let headers = sent_by(&client, &last, None);
                let value = &headers["x-connectpay-api-key"];
                prop_assert!(value.is_sensitive());
                let decoded = BASE64_STANDARD.decode(value.as_bytes()).unwrap();
                prop_assert_eq!(decoded, format!("{key}:{secret}").into_bytes());
                prop_assert!(!headers.contains_key("authorization"));
            }
        }
    }

    #[test]
    fn a_token_arrives_as_it_was_given_or_is_refused(text in token()) {
        let body = text.trim_end_matches('=');
        let allowed = !body.is_empty()
            && body.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~+/".contains(&b));
        match AccessToken::new(text.clone()) {
            Err(error) => {
                prop_assert!(!allowed);
                prop_assert!(text.len() < 4 || !error.to_string().contains(&text));
            }
            Ok(token) => {
                prop_assert!(allowed);
                let last = Last::default();
                let headers = sent_by(&last.client(), &last, Some(token));
                let value = &headers["authorization"];
                prop_assert!(value.is_sensitive());
                prop_assert_eq!(value.to_str().unwrap(), format!("Bearer {text}"));
                prop_assert!(!headers.contains_key("x-connectpay-api-key"));
            }
        }
    }
}
