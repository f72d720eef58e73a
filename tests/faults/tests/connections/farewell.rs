//! The text of a server's GOAWAY (RFC 9113, 6.8), which may echo what the request
//! carried, is in no error and in none of its causes.

use std::error::Error;
use std::iter::successors;
use std::time::Duration;

use connectpay::{Outcome, RetryPolicy};
use connectpay_faults::{Frame, Http2, Http2Server, Ledger};
use tokio::time::timeout;

use crate::client::{CARRIERS, Carrier, Kind, trusted};

const CANARY: &str = "canary-4f1d";
/// RFC 9113, 7.
const PROTOCOL_ERROR: u32 = 1;

/// Pays to a server that says a canary in its GOAWAY. Returns everything that the error
/// says, and what became of the payment.
async fn error_after(carrier: Carrier) -> (String, Outcome) {
    let server = Http2Server::start(trusted(), move |stream, _| async move {
        let ledger = Ledger::default();
        let mut connection = Http2::begin(stream, &[], &ledger).await.unwrap();
        connection.await_requests(1).await.unwrap();
        let mut farewell = Frame::go_away(0, PROTOCOL_ERROR);
        let text = format!("bad field x-connectpay-api-key: {CANARY}");
        farewell.payload.extend(text.into_bytes());
        connection.send(&[farewell]).await.unwrap();
        // It ends when the client goes.
        let _end = connection.close().await;
    })
    .await;
    let client = carrier
        .builder(&server.base_url())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let call = Kind::Post.call(&client, 7).into_future();
    let call = timeout(Duration::from_secs(30), call);
    let error = call.await.unwrap().unwrap_err();
    let causes = successors(Some(&error as &dyn Error), |&error| error.source());
    let said: Vec<_> = causes.map(|cause| format!("{cause}, {cause:?}")).collect();
    (said.join("\n"), error.outcome())
}

#[tokio::test]
async fn what_a_server_writes_into_its_goaway_is_in_no_error() {
    for carrier in CARRIERS {
        let (said, outcome) = error_after(carrier).await;
        let about = format!("{carrier:?}: {said}");
        assert!(!said.contains(CANARY), "{about}");
        // The error is about the GOAWAY.
        assert!(said.contains("the server ended the connection"), "{about}");
        // reqwest does not say which stream the request used.
        let is_unsent = carrier == Carrier::BuiltIn;
        assert_eq!(outcome == Outcome::NotSent, is_unsent, "{about}");
    }
}
