//! No redirect is followed, so no credential and no body goes to another server.

use connectpay::{Client, Outcome, Stage};

use crate::declared::{NewUser, UserManagement as _};
use crate::recorder::{ByteServer, credentials, session};

async fn redirected(
    status: u16,
    to: &ByteServer,
    location_host: &str,
    on_reqwest: bool,
) -> (ByteServer, Client) {
    let port = to.address.port();
    let first = ByteServer::answering(format!(
        "HTTP/1.1 {status} Elsewhere\r\nlocation: http://{location_host}:{port}/stolen\r\n\
         content-length: 0\r\nconnection: close\r\n\r\n"
    ))
    .await;
    let mut builder = Client::builder(first.environment(), credentials());
    if on_reqwest {
        builder = builder.reqwest();
    }
    (first, builder.build().unwrap())
}

#[tokio::test]
async fn a_second_server_sees_nothing_of_a_redirected_request() {
    for status in [301, 302, 303, 307, 308] {
        let hosts = ["127.0.0.1", "localhost"].into_iter();
        for (location_host, on_reqwest) in hosts.flat_map(|host| [(host, false), (host, true)]) {
            let second =
                ByteServer::answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
            let (first, client) = redirected(status, &second, location_host, on_reqwest).await;

            let user = NewUser {
                email: "a@example.com",
            };
            let partner = client.create_user(&user).await.unwrap_err();
            let user = session(&client).logout().await.unwrap_err();
            for error in [partner, user] {
                assert_eq!(error.stage(), Stage::Service);
                assert_eq!(error.outcome(), Outcome::Unknown);
                assert_eq!(error.status().unwrap().as_u16(), status);
            }

            let received = first.received();
            assert_eq!(received.len(), 2);
            assert!(received[0].contains("x-connectpay-api-key: Q29u"));
            assert!(received[0].ends_with(r#"{"email":"a@example.com"}"#));
            assert!(received[1].contains("authorization: Bearer t0k3n"));
            assert_eq!(second.received(), Vec::<String>::new(), "after {status}");
        }
    }
}
