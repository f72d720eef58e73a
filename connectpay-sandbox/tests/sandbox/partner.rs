//! A `partner` path takes the partner's key, in either form, and nothing else.

use connectpay_sandbox::Sandbox;

use crate::client::{Call, SAMPLE_KEY, USERS, key_of, new_user};

#[tokio::test]
async fn the_key_passes_bare_and_after_basic() {
    let sandbox = Sandbox::start().await.unwrap();
    for key in [
        SAMPLE_KEY.to_owned(),
        format!("Basic {SAMPLE_KEY}"),
        format!("basic  {SAMPLE_KEY}"),
    ] {
        let answer = Call::post(USERS)
            .api_key(&key)
            .json(&new_user())
            .send(&sandbox);
        assert_eq!(answer.status, 201, "{key}");
    }
}

#[tokio::test]
async fn own_credentials_replace_the_sample() {
    let sandbox = Sandbox::builder()
        .client_key("key")
        .client_secret("secret:with:colons")
        .start()
        .await
        .unwrap();
    let own = key_of("key", "secret:with:colons");
    let call = Call::post(USERS).json(&new_user());
    assert_eq!(call.api_key(&own).send(&sandbox).status, 201);
    Call::post(USERS)
        .api_key(SAMPLE_KEY)
        .send(&sandbox)
        .assert_refused(401, "api-key-wrong");
}

#[tokio::test]
async fn credentials_that_no_partner_can_have_do_not_start() {
    let refused = Sandbox::builder()
        .client_key("with:colon")
        .start()
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidInput);
}

#[tokio::test]
async fn a_missing_key_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    Call::post(USERS)
        .send(&sandbox)
        .assert_refused(401, "api-key-missing");
    // ConnectPay's older APIs take the key here.
    Call::post(USERS)
        .header("Authorization", &format!("Basic {SAMPLE_KEY}"))
        .send(&sandbox)
        .assert_refused(401, "api-key-missing");
}

#[tokio::test]
async fn a_malformed_key_is_refused_in_both_forms() {
    let sandbox = Sandbox::start().await.unwrap();
    let unpadded = SAMPLE_KEY.trim_end_matches('=');
    for key in [
        "",
        "ConnectPay:EasyBanking",
        "Q29ubmVjdFBheQ==",
        unpadded,
        "Bearer Q29u",
        "\u{e9}",
    ] {
        for form in [key.to_owned(), format!("Basic {key}")] {
            let answer = Call::post(USERS).api_key(&form).send(&sandbox);
            answer.assert_refused(401, "api-key-malformed");
        }
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused_in_both_forms() {
    let sandbox = Sandbox::start().await.unwrap();
    for (client_key, client_secret) in [
        ("ConnectPay", "EasyBankinG"),
        ("ConnectPay", "EasyBanking "),
        ("ConnectPay", ""),
        ("connectpay", "EasyBanking"),
        ("", ""),
        ("EasyBanking", "ConnectPay"),
    ] {
        let key = key_of(client_key, client_secret);
        for form in [key.clone(), format!("Basic {key}")] {
            let answer = Call::post(USERS).api_key(&form).send(&sandbox);
            answer.assert_refused(401, "api-key-wrong");
        }
    }
}

#[tokio::test]
async fn a_repeated_key_is_refused_even_if_each_is_right() {
    let sandbox = Sandbox::start().await.unwrap();
    Call::post(USERS)
        .api_key(SAMPLE_KEY)
        .api_key(SAMPLE_KEY)
        .send(&sandbox)
        .assert_refused(400, "api-key-repeated");
}

#[tokio::test]
async fn a_users_token_is_refused_instead_of_the_key_and_in_addition() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    let instead = Call::post(USERS).bearer(&token).psu_ip("203.0.113.7");
    instead
        .send(&sandbox)
        .assert_refused(403, "user-token-on-partner-path");
    let in_addition = Call::post(USERS).bearer(&token).api_key(SAMPLE_KEY);
    in_addition
        .send(&sandbox)
        .assert_refused(403, "user-token-on-partner-path");
    // This holds for a valid token and an invalid one.
    let dead = Call::post(USERS)
        .header("authorization", "bearer")
        .api_key(SAMPLE_KEY);
    dead.send(&sandbox)
        .assert_refused(403, "user-token-on-partner-path");
}

#[tokio::test]
async fn an_authorization_that_is_no_users_is_not_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = Call::post(USERS)
        .header("Authorization", "Basic eDp5")
        .api_key(SAMPLE_KEY);
    assert_eq!(call.json(&new_user()).send(&sandbox).status, 201);
}
