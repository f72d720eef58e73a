//! A server that stops reading, ends its connection, and then reads what came: a
//! request that the client has sent elsewhere must not come here too.

use std::io;
use std::time::Duration;

use connectpay_faults::{Frame, Http2, Http2Server, Ledger};
use tokio::net::TcpSocket;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::client::{CARRIERS, Carrier, Example as _, Kind, trusted};
use crate::streams::judge;

/// More than TCP's buffers hold when they are small.
const CALLS: u32 = 3_000;

/// How the server ends the connection.
#[derive(Clone, Copy, Debug)]
enum End {
    Close,
    /// Without the end of TLS.
    CloseTcp,
    /// With GOAWAY: the last stream that it claims to have processed, and an error
    /// code.
    GoAway(u32, u32),
    /// With a frame that no client may accept, so that the client ends the connection.
    Nonsense,
    Cut,
}

const ENDS: [End; 7] = [
    End::Close,
    End::CloseTcp,
    End::GoAway(0, 0),
    End::GoAway(9, 0),
    End::GoAway(0, 2),
    End::Nonsense,
    End::Cut,
];

async fn serve(mut connection: Http2, end: End) -> io::Result<()> {
    connection.await_heads(1).await?;
    sleep(Duration::from_millis(150)).await;
    match end {
        End::Close => {}
        End::CloseTcp => return connection.close_tcp().await,
        End::GoAway(last, code) => connection.send(&[Frame::go_away(last, code)]).await?,
        End::Nonsense => {
            let of_nobody = Frame::of_connection(Frame::DATA, 0, *b"x");
            connection.send(&[of_nobody]).await?;
        }
        End::Cut => return connection.cut(),
    }
    connection.close().await
}

async fn call_all(carrier: Carrier, end: End) -> Vec<String> {
    let ledger = Ledger::default();
    let written = ledger.clone();
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(128).unwrap();
    let server = Http2Server::on(listener, trusted(), move |stream, number| {
        let ledger = written.clone();
        async move {
            let settings = [(Frame::INITIAL_WINDOW_SIZE, 1 << 30)];
            let Ok(mut connection) = Http2::begin(stream, &settings, &ledger).await else {
                return;
            };
            // HTTP/2 has room for all bodies, but TCP's buffers do not.
            let room = (1_u32 << 30).to_be_bytes();
            let room = Frame::of_connection(Frame::WINDOW_UPDATE, 0, room);
            connection.send(&[room]).await.ok();
            // It ends when the client goes.
            let _end = if number == 0 {
                serve(connection, end).await
            } else {
                connection.answer_all().await
            };
        }
    });
    let client = carrier
        .builder(&server.base_url())
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    let mut calls = JoinSet::new();
    for number in 1..=CALLS {
        // Short enough for h2 to hold several at once.
        let call = client.pay_at_length(&format!("{number:<200}"));
        calls.spawn(async move { (number, call.await) });
    }
    let results = calls.join_all().await;
    // What the client still writes counts.
    sleep(Duration::from_millis(300)).await;
    // Retries are limited, so the test asks only that what the client says about each
    // call is true.
    judge(&results, Kind::Post, Carrier::Reqwest, &ledger)
        .into_iter()
        .map(|reason| format!("{end:?} ({carrier:?}): {reason}"))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_written_after_it_was_said_not_to_be_sent() {
    let mut wrong = Vec::new();
    for carrier in CARRIERS {
        for end in ENDS {
            wrong.extend(call_all(carrier, end).await);
        }
    }
    let count = wrong.len();
    let wrong = wrong.join("\n");
    assert!(wrong.is_empty(), "{count} are wrong:\n{wrong}");
}
