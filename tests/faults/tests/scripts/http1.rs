//! Connections that end, stall or speak nonsense, at every point of HTTP/1.

use std::time::Duration;

use connectpay_faults::{Layer, Step};

use crate::client::trusted;
use crate::script::{BODY, Gives, Script, answer, text};

const HEAD: &str = "HTTP/1.1 200 OK\r\n";
const LENGTH: &str = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

#[expect(clippy::too_many_lines, reason = "a list, each entry by itself")]
pub(crate) fn scripts() -> Vec<Script> {
    let mut scripts = vec![
        Script::new("nobody listens", Layer::Nobody, Gives::NoAnswer, []),
        plain(
            "a good answer",
            Gives::Value,
            [answer(200, "", BODY.as_bytes()), Step::Close],
        ),
        plain(
            "a good answer in chunks",
            Gives::Value,
            [text(format!("{CHUNKED}8\r\n{BODY}\r\n0\r\n\r\n"))],
        ),
        plain(
            "a good answer, late enough to be in time",
            Gives::Value,
            [
                Step::Pause(Duration::from_millis(100)),
                answer(200, "", BODY.as_bytes()),
            ],
        ),
        raw("closed before the request", Gives::NoAnswer, [Step::Close]),
        raw("reset before the request", Gives::NoAnswer, [Step::Reset]),
        raw(
            "reset in the request",
            Gives::NoAnswer,
            [Step::AwaitBytes(1), Step::Reset],
        ),
        raw(
            "closed after the request's head",
            Gives::NoAnswer,
            [Step::AwaitHead(1), Step::Close],
        ),
        raw(
            "an answer before the request",
            Gives::Anything,
            [answer(200, "", BODY.as_bytes()), Step::Stall],
        ),
        raw(
            "an answer before the request's end",
            Gives::Anything,
            [
                Step::AwaitHead(1),
                answer(200, "", BODY.as_bytes()),
                Step::Stall,
            ],
        ),
        raw(
            "a refusal before the request's end",
            Gives::Refusal(422),
            [Step::AwaitHead(1), answer(422, "", b""), Step::Stall],
        ),
        raw("never a word", Gives::NoAnswer, [Step::Stall]),
    ];
    // What has been sent by the time something happens.
    let points = [
        ("before the answer", String::new()),
        ("in the status line", "HTTP/1.1 20".to_owned()),
        ("in a field", format!("{HEAD}content-le")),
        ("after the fields", LENGTH.to_owned()),
        ("in the body", format!("{LENGTH}{{\"id")),
        ("before a chunk", CHUNKED.to_owned()),
        ("in a chunk's size", format!("{CHUNKED}8")),
        ("in a chunk", format!("{CHUNKED}8\r\n{{\"id")),
        ("before the last chunk", format!("{CHUNKED}8\r\n{BODY}\r\n")),
        (
            "in the trailers",
            format!("{CHUNKED}8\r\n{BODY}\r\n0\r\nx: "),
        ),
    ];
    for (point, sent) in points {
        for (what, ends) in [
            ("closed", Step::Close),
            ("reset", Step::Reset),
            ("stalled", Step::Stall),
        ] {
            let steps = [
                text(sent.clone()),
                Step::Pause(Duration::from_millis(10)),
                ends,
            ];
            scripts.push(plain(format!("{what} {point}"), Gives::NoAnswer, steps));
        }
    }
    let whole = format!("{LENGTH}{BODY}");
    let slow = Duration::from_millis(40);
    let garbage: Vec<u8> = (0..=255).rev().collect();
    let first = answer(200, "", BODY.as_bytes());
    let second = |name: &str, gives, steps: &[Step]| {
        let start = [Step::AwaitRequest(1), first.clone(), Step::AwaitRequest(2)];
        Script::new(name, Layer::Tcp, gives, start.iter().chain(steps).cloned()).second()
    };
    scripts.extend([
        plain(
            "one byte at a time",
            Gives::NoAnswer,
            [Step::Drip(whole.into_bytes(), slow)],
        ),
        plain(
            "a body one byte at a time",
            Gives::NoAnswer,
            [
                text("HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n"),
                Step::Drip(vec![b' '; 60], slow),
            ],
        ),
        plain(
            "fields without end",
            Gives::NoAnswer,
            [text(HEAD), Step::Flood(b"x-more: of it\r\n".repeat(64))],
        ),
        plain(
            "one field without end",
            Gives::NoAnswer,
            [text(format!("{HEAD}x: ")), Step::Flood(vec![b'x'; 4096])],
        ),
        plain(
            "a status line without end",
            Gives::NoAnswer,
            [text("HTTP/1.1 200 "), Step::Flood(vec![b'x'; 4096])],
        ),
        plain(
            "interim answers without end",
            Gives::NoAnswer,
            [Step::Flood(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec())],
        ),
        // hyper reads a size byte by byte, and in one turn everything that has come. At
        // the speed of loopback, that takes a debug build longer than the limit.
        plain(
            "a chunk's size without end",
            Gives::NoAnswer,
            [text(CHUNKED), Step::Stream(vec![b'0'; 4096])],
        ),
        plain(
            "a chunk's extension without end",
            Gives::NoAnswer,
            [text(format!("{CHUNKED}8;")), Step::Flood(vec![b'x'; 4096])],
        ),
        plain(
            "trailers without end",
            Gives::NoAnswer,
            [
                text(format!("{CHUNKED}8\r\n{BODY}\r\n0\r\n")),
                Step::Flood(b"x-more: of it\r\n".repeat(64)),
            ],
        ),
        plain(
            "empty lines without end",
            Gives::NoAnswer,
            [Step::Flood(b"\r\n".repeat(2048))],
        ),
        plain(
            "an interim answer first",
            Gives::Value,
            [
                text("HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n"),
                first.clone(),
            ],
        ),
        plain(
            "another protocol",
            Gives::Anything,
            [
                text(
                    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
                ),
                Step::Stall,
            ],
        ),
        plain(
            "all bytes there are",
            Gives::NoAnswer,
            [Step::Send(garbage)],
        ),
        plain(
            "a greeting of SMTP",
            Gives::NoAnswer,
            [text("220 mail.example ESMTP\r\n"), Step::Stall],
        ),
        plain("HTTP/0.9", Gives::NoAnswer, [text(BODY), Step::Close]),
        plain(
            "HTTP/3.0",
            Gives::NoAnswer,
            [text(format!(
                "HTTP/3.0 200 OK\r\ncontent-length: 8\r\n\r\n{BODY}"
            ))],
        ),
        plain(
            "a status of four digits",
            Gives::NoAnswer,
            [text("HTTP/1.1 2000 OK\r\ncontent-length: 0\r\n\r\n")],
        ),
        plain(
            "a status of nothing",
            Gives::NoAnswer,
            [text("HTTP/1.1  \r\n\r\n")],
        ),
        second(
            "closed after another call's answer and this one's request",
            Gives::NoAnswer,
            &[Step::Close],
        ),
        second(
            "reset after another call's answer and this one's request",
            Gives::NoAnswer,
            &[Step::Reset],
        ),
        second(
            "stalled after another call's answer and this one's request",
            Gives::NoAnswer,
            &[Step::Stall],
        ),
        second(
            "half an answer after another call's",
            Gives::NoAnswer,
            &[text(format!("{LENGTH}{{")), Step::Close],
        ),
        second(
            "a refusal after another call's answer",
            Gives::Refusal(403),
            &[answer(403, "", b"no")],
        ),
        plain(
            "two answers to one request",
            Gives::Value,
            [first.clone(), first.clone(), Step::Stall],
        ),
        within_tls(
            "closed without TLS's own end, the length known",
            Gives::Value,
            [first, Step::CloseTcp],
        ),
        within_tls(
            "closed without TLS's own end, the length unknown",
            Gives::NoAnswer,
            [text(format!("{HEAD}\r\n{BODY}")), Step::CloseTcp],
        ),
        within_tls(
            "closed as TLS says, the length unknown",
            Gives::Value,
            [text(format!("{HEAD}\r\n{BODY}")), Step::Close],
        ),
        within_tls(
            "reset within TLS",
            Gives::NoAnswer,
            [text(LENGTH), Step::Reset],
        ),
    ]);
    scripts
}

/// Steps after the first request was read.
pub(crate) fn plain(
    name: impl Into<String>,
    gives: Gives,
    steps: impl IntoIterator<Item = Step>,
) -> Script {
    raw(
        name,
        gives,
        std::iter::once(Step::AwaitRequest(1)).chain(steps),
    )
}

fn raw(name: impl Into<String>, gives: Gives, steps: impl IntoIterator<Item = Step>) -> Script {
    Script::new(name, Layer::Tcp, gives, steps)
}

fn within_tls(name: &str, gives: Gives, steps: impl IntoIterator<Item = Step>) -> Script {
    let steps = std::iter::once(Step::AwaitRequest(1)).chain(steps);
    Script::new(name, Layer::Tls(trusted()), gives, steps)
}
