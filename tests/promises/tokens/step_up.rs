//! A 401 that wants stronger authentication of the user says nothing against the token.

use connectpay::{Outcome, Session};

use super::Counting;
use crate::declared::UserManagement as _;
use crate::scripted::{Scripted, Step};

/// A session against a server that wants another kind of authentication (RFC 9470) in
/// the words of these headers, one per line.
fn stepping_up(source: &Counting, challenges: &'static str) -> (Session, Scripted) {
    let headers = challenges
        .lines()
        .map(|challenge| ("www-authenticate", challenge.to_owned()));
    let server = Scripted::new([Step::Answer(401, headers.collect())]);
    let client = server.client();
    (
        client.session(source.clone(), [192, 0, 2, 7]).unwrap(),
        server,
    )
}

#[tokio::test(start_paused = true)]
async fn a_call_for_stronger_authentication_is_the_callers_and_ends_no_session() {
    for challenge in [
        r#"Bearer error="insufficient_user_authentication""#,
        r#"Bearer realm="a, b", error="insufficient_user_authentication", acr_values="urn:sca", max_age=300"#,
        r#"Basic realm="error=\"none\"", bearer ERROR=insufficient_user_authentication"#,
        r#"DPoP algs="ES256", error="insufficient_user_authentication""#,
        "Basic\nBearer error=\"insufficient_user_authentication\"",
        "=,=\nBearer error=\"insufficient_user_authentication\"",
    ] {
        let source = Counting::default();
        let (session, server) = stepping_up(&source, challenge);
        for calls in 1..3 {
            let error = session.logout().await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), 401);
            assert_eq!(error.outcome(), Outcome::Rejected);
            assert!(!error.is_session_expired(), "{challenge}");
            // The call is not sent again, and the next one uses the same token.
            assert_eq!((server.count(), source.asked()), (calls, 1), "{challenge}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn any_other_challenge_is_a_token_that_was_refused() {
    for challenge in [
        "Bearer",
        r#"Bearer error="invalid_token", error_description="insufficient_user_authentication""#,
        r#"Bearer realm="error=insufficient_user_authentication""#,
        "insufficient_user_authentication",
        "=,=,\"",
    ] {
        let source = Counting::default();
        let (session, server) = stepping_up(&source, challenge);
        let error = session.logout().await.unwrap_err();
        assert_eq!((server.count(), source.asked()), (2, 2), "{challenge}");
        assert!(error.is_session_expired(), "{challenge}");
    }
}
