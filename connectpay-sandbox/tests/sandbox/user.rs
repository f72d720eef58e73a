//! A `client` path takes a user's token and address.

use connectpay_sandbox::Sandbox;

use crate::client::{AUTHORISE, Answer, Call, LOGOUT, SAMPLE_KEY, key_of};

/// A correct request, to which a test adds something.
fn authorise(sandbox: &Sandbox) -> Call {
    Call::post(&format!(
        "{AUTHORISE}/{}",
        sandbox.start_authorisation_event()
    ))
}

#[track_caller]
fn assert_invalid_token(answer: &Answer, rule: &str) {
    answer.assert_refused(401, rule);
    // RFC 6750, section 3.1.
    assert_eq!(
        answer.header("www-authenticate"),
        Some(r#"Bearer error="invalid_token""#)
    );
}

#[tokio::test]
async fn a_token_and_an_address_pass() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    for address in ["203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7"] {
        let answer = authorise(&sandbox)
            .bearer(&token)
            .psu_ip(address)
            .send(&sandbox);
        assert_eq!(answer.status, 200, "{address}");
    }
}

#[tokio::test]
async fn the_name_of_the_scheme_is_case_insensitive() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    for scheme in ["bearer", "BEARER", "bEaReR "] {
        let answer = authorise(&sandbox)
            .header(
                "Authorization",
                &format!("{scheme} {}", token.expose_secret()),
            )
            .psu_ip("203.0.113.7")
            .send(&sandbox);
        assert_eq!(answer.status, 200, "{scheme}");
    }
}

#[tokio::test]
async fn a_missing_token_is_refused_without_an_error_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = authorise(&sandbox).psu_ip("203.0.113.7").send(&sandbox);
    answer.assert_refused(401, "token-missing");
    let challenge = answer.header("www-authenticate").unwrap();
    // RFC 6750, section 3.1: no error code if there was no token.
    assert!(
        challenge.starts_with("Bearer ") && !challenge.contains("error"),
        "{challenge}"
    );
}

#[tokio::test]
async fn a_malformed_token_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    let token = token.expose_secret();
    for value in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer =".to_owned(),
        "Bearer a=b".to_owned(),
        "Bearer \"quoted\"".to_owned(),
        token.to_owned(),
        format!("Bearer{token}"),
        format!("Bearer {token}, Bearer {token}"),
        format!("Bearer {token} {token}"),
        format!("Bearer\t{token}"),
        format!("Token {token}"),
        format!("Basic {SAMPLE_KEY}"),
        "Bearer t\u{f6}ken".to_owned(),
    ] {
        let answer = authorise(&sandbox)
            .header("Authorization", &value)
            .psu_ip("203.0.113.7")
            .send(&sandbox);
        assert_invalid_token(&answer, "token-malformed");
    }
}

#[tokio::test]
async fn an_unknown_token_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let elsewhere = Sandbox::start().await.unwrap().issue_token("ada");
    let token = sandbox.issue_token("ada");
    let token = token.expose_secret();
    let (id, secret) = token.split_once('.').unwrap();
    let (_, other_secret) = elsewhere.expose_secret().split_once('.').unwrap();
    for unknown in [
        elsewhere.expose_secret(),
        "abc",
        id,
        secret,
        &format!("{id}."),
        &format!("{id}.{other_secret}"),
        &format!("{token}A"),
        &token[..token.len() - 1],
        &token.to_ascii_uppercase(),
        &token.replace('.', ".."),
    ] {
        let answer = authorise(&sandbox)
            .header("Authorization", &format!("Bearer {unknown}"))
            .psu_ip("203.0.113.7")
            .send(&sandbox);
        assert_invalid_token(&answer, "token-unknown");
    }
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    sandbox.expire(&token);
    let answer = authorise(&sandbox)
        .bearer(&token)
        .psu_ip("203.0.113.7")
        .send(&sandbox);
    assert_invalid_token(&answer, "token-expired");
}

#[tokio::test]
async fn a_revoked_token_is_refused_and_no_other() {
    let sandbox = Sandbox::start().await.unwrap();
    let (revoked, other) = (sandbox.issue_token("ada"), sandbox.issue_token("ada"));
    sandbox.revoke(&revoked);
    let answer = authorise(&sandbox)
        .bearer(&revoked)
        .psu_ip("203.0.113.7")
        .send(&sandbox);
    assert_invalid_token(&answer, "token-revoked");
    let answer = authorise(&sandbox)
        .bearer(&other)
        .psu_ip("203.0.113.7")
        .send(&sandbox);
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_repeated_authorization_is_refused_even_if_each_is_right() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    let call = authorise(&sandbox)
        .bearer(&token)
        .bearer(&token)
        .psu_ip("203.0.113.7");
    call.send(&sandbox)
        .assert_refused(400, "authorization-repeated");
}

#[tokio::test]
async fn a_missing_address_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = authorise(&sandbox).bearer(&sandbox.issue_token("ada"));
    call.send(&sandbox)
        .assert_refused(400, "psu-ip-address-missing");
}

#[tokio::test]
async fn a_repeated_address_is_refused_even_if_each_is_right() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = authorise(&sandbox)
        .bearer(&sandbox.issue_token("ada"))
        .psu_ip("203.0.113.7")
        .psu_ip("203.0.113.7");
    call.send(&sandbox)
        .assert_refused(400, "psu-ip-address-repeated");
}

#[tokio::test]
async fn what_is_not_one_address_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    for address in [
        "",
        "unknown",
        "localhost",
        "203.0.113",
        "203.0.113.256",
        "203.0.113.07",
        "203.0.113.7:443",
        "203.0.113.7, 198.51.100.1",
        "203.0.113.7/32",
        "[2001:db8::1]",
        "fe80::1%eth0",
        "\u{661}.1.1.1",
    ] {
        let call = authorise(&sandbox).bearer(&token).psu_ip(address);
        call.send(&sandbox)
            .assert_refused(400, "psu-ip-address-malformed");
    }
}

#[tokio::test]
async fn the_key_is_refused_instead_of_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = authorise(&sandbox)
        .api_key(SAMPLE_KEY)
        .psu_ip("203.0.113.7");
    call.send(&sandbox)
        .assert_refused(403, "api-key-on-user-path");
}

#[tokio::test]
async fn the_key_in_addition_to_a_token_passes_if_it_is_right() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    let call = || authorise(&sandbox).bearer(&token).psu_ip("203.0.113.7");
    assert_eq!(call().api_key(SAMPLE_KEY).send(&sandbox).status, 200);
    assert_eq!(
        call()
            .api_key(&format!("Basic {SAMPLE_KEY}"))
            .send(&sandbox)
            .status,
        200
    );

    let wrong = key_of("ConnectPay", "wrong");
    call()
        .api_key(&wrong)
        .send(&sandbox)
        .assert_refused(401, "api-key-wrong");
    call()
        .api_key("wrong")
        .send(&sandbox)
        .assert_refused(401, "api-key-malformed");
    let twice = call().api_key(SAMPLE_KEY).api_key(SAMPLE_KEY);
    twice.send(&sandbox).assert_refused(400, "api-key-repeated");
}

#[tokio::test]
async fn a_refused_request_does_not_reach_its_endpoint() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    let without_address = Call::post(LOGOUT).bearer(&token);
    without_address
        .send(&sandbox)
        .assert_refused(400, "psu-ip-address-missing");
    // If it had been carried out, the token would be dead.
    let answer = authorise(&sandbox)
        .bearer(&token)
        .psu_ip("203.0.113.7")
        .send(&sandbox);
    assert_eq!(answer.status, 200);
}
