//! No span and no log contains a one-time password, whatever becomes of it.

use connectpay::sca::{Finalised, Otp, Sca, Verdict};
use connectpay::{AccessToken, Client};

use crate::canaries::{ARGUMENT, OTP, TOKEN, assert_clean, credentials, printed};
use crate::recorder::ByteServer;
use crate::subscriber::Listening;

/// Made up.
#[connectpay::api(auth = user)]
trait Verifying {
    #[connectpay::endpoint(path = "/example/client/verify", once)]
    async fn verify(&self, #[body] otp: &Otp) -> connectpay::Result<Finalised>;
}

#[tokio::test]
async fn a_one_time_password_is_in_no_span_and_no_log() {
    let heard = Listening::begin().await;
    let finalised = r#"{"scaStatus":"finalised"}"#;
    let mut verdicts = 0;
    for (status, body) in [
        ("200 OK", finalised),
        ("200 OK", OTP),
        ("400 Bad Request", OTP),
        ("401 Unauthorized", OTP),
        ("500 Internal Server Error", OTP),
        ("cut off", ""),
    ] {
        let length = body.len();
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{body}");
        let server = ByteServer::answering(answer).await;
        let builder = Client::builder(server.environment(), credentials());
        let token = AccessToken::new(TOKEN).unwrap();
        let session = builder.build().unwrap().session(token, [198, 51, 100, 77]);
        let session = session.unwrap();

        let raised = format!(r#"{{"authorisationEventId":"{ARGUMENT}"}}"#);
        let Sca::Required(mut pending) = Sca::<()>::from_answer(&raised).unwrap() else {
            panic!("no challenge");
        };
        let challenge = &mut pending.challenge;
        let verdict = challenge.verify(Otp::new(OTP).unwrap(), |event, otp| {
            // An application may write this into a span of its own.
            let span = tracing::info_span!("verifying", ?event, ?otp);
            span.in_scope(|| session.verify(otp))
        });
        match verdict.await {
            Ok(Verdict::Refused { error, .. }) | Err(error) => {
                assert_clean("an error", &printed(&error));
            }
            Ok(verdict) => assert!(matches!(verdict, Verdict::Finalised(())), "{verdict:?}"),
        }
        verdicts += 1;
    }
    assert_eq!(heard.spans().len(), 2 * verdicts, "a call and its attempt");
    assert_clean("an exported span", &format!("{:?}", heard.spans()));
    let log = heard.text();
    assert!(log.contains("verifying"), "nothing was logged");
    assert_clean("the log", &log);
}
