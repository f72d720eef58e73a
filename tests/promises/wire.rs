//! What arrives, byte for byte.

use connectpay::Client;

use crate::declared::{NewUser, UserManagement as _};
use crate::recorder::{ByteServer, credentials, session};

fn sorted_head(received: &str) -> (Vec<String>, &str) {
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    // Its value differs each time.
    let known = |line: &str| {
        line.strip_prefix("x-request-id: ")
            .map_or(line, |_| "x-request-id")
            .to_owned()
    };
    let mut lines: Vec<String> = head.lines().map(known).collect();
    lines.sort_unstable();
    (lines, body)
}

const USER_AGENT: &str = concat!("user-agent: connectpay-runtime/", env!("CARGO_PKG_VERSION"));

#[tokio::test]
async fn a_partner_call_arrives_as_declared() {
    let server = ByteServer::answering(
        "HTTP/1.1 201 Created\r\ncontent-length: 16\r\nconnection: close\r\n\r\n{\"userId\":\"u-1\"}",
    )
    .await;
    let client = Client::builder(server.environment(), credentials())
        .build()
        .unwrap();
    client
        .create_user(&NewUser {
            email: "a@example.com",
        })
        .await
        .unwrap();
    let received = server.received().remove(0);
    let (lines, body) = sorted_head(&received);
    assert_eq!(
        lines,
        [
            "POST /baas-sca/user-management/partner/users HTTP/1.1",
            "accept: application/json",
            "content-length: 25",
            "content-type: application/json",
            &format!("host: {}", server.address),
            USER_AGENT,
            "x-connectpay-api-key: Q29ubmVjdFBheTpFYXN5QmFua2luZw==",
            "x-request-id",
        ]
    );
    assert_eq!(body, r#"{"email":"a@example.com"}"#);
}

#[tokio::test]
async fn a_user_call_arrives_as_declared_and_says_that_it_has_no_body() {
    let server =
        ByteServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
    let client = Client::builder(server.environment(), credentials())
        .build()
        .unwrap();
    session(&client).logout().await.unwrap();
    let received = server.received().remove(0);
    let (lines, body) = sorted_head(&received);
    assert_eq!(
        lines,
        [
            "POST /baas-sca/user-management/client/users/logout HTTP/1.1",
            "accept: application/json",
            "authorization: Bearer t0k3n",
            "content-length: 0",
            &format!("host: {}", server.address),
            "psu-ip-address: 192.0.2.7",
            USER_AGENT,
            "x-request-id",
        ]
    );
    assert_eq!(body, "");
}
