//! HTTP/2 connections that break the rules, or keep them to the letter.

mod ends;

use connectpay_faults::{Frame, Layer, Step, status_block};

use crate::client::trusted;
use crate::script::{BODY, Gives, Script};

/// A server's beginning: its own settings, which are empty, and the acknowledgement of
/// the client's.
pub(crate) const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0];

#[expect(clippy::too_many_lines, reason = "a list, each entry by itself")]
pub(crate) fn scripts() -> Vec<Script> {
    let ends = Frame::END_STREAM;
    let reset = |code| Frame::reset(1, code);
    let go_away = Frame::go_away;
    let value = value();
    let long = Frame::of_request(
        Frame::HEADERS,
        Frame::END_HEADERS,
        status_block(200, &[("content-length", "80")]),
    );
    let short = Frame::of_request(
        Frame::HEADERS,
        Frame::END_HEADERS,
        status_block(200, &[("content-length", "2")]),
    );
    let continued = Frame::of_request(Frame::HEADERS, 0, status_block(200, &[]));
    let more = Frame::of_request(
        Frame::CONTINUATION,
        0,
        status_block(200, &[("x-more", "of it")])[5..].to_vec(),
    );
    let interim = Frame::of_request(Frame::HEADERS, Frame::END_HEADERS, status_block(100, &[]));
    let ping = Frame::of_connection(Frame::PING, 0, [7; 8]);
    let settings = Frame::of_connection(Frame::SETTINGS, 0, [0, 3, 0, 0, 0, 100]);
    let no_room = Frame::of_connection(Frame::SETTINGS, 0, [0, 4, 0, 0, 0, 0]);
    let window = Frame::of_connection(Frame::WINDOW_UPDATE, 0, [0x7f, 0xff, 0xff, 0xff]);
    let promise = Frame::of_request(Frame::PUSH_PROMISE, Frame::END_HEADERS, [0, 0, 0, 2, 0x82]);
    let huge = Frame {
        payload: vec![0; 100_000],
        ..data(0, b"")
    };
    let unknown = Frame::of_connection(0xfa, 0xff, *b"what is this");
    let of_nobody = Frame {
        stream: 99,
        ..data(ends, b"x")
    };

    let mut scripts = vec![
        answered("a good answer", Gives::Value, &value),
        answered(
            "a frame that nobody knows first",
            Gives::Value,
            &[unknown, head(0), data(ends, BODY.as_bytes())],
        ),
        answered(
            "an interim answer first",
            Gives::Value,
            &[interim.clone(), head(0), data(ends, BODY.as_bytes())],
        ),
        answered("a success without a body", Gives::NoValue, &[head(ends)]),
        answered(
            "cut short of its length",
            Gives::NoAnswer,
            &[long, data(ends, BODY.as_bytes())],
        ),
        answered(
            "longer than its length",
            Gives::NoAnswer,
            &[short, data(ends, BODY.as_bytes())],
        ),
        answered(
            "data without a head",
            Gives::NoAnswer,
            &[data(ends, BODY.as_bytes())],
        ),
        answered(
            "data of a stream that nobody opened",
            Gives::NoAnswer,
            &[of_nobody],
        ),
        answered(
            "a head that cannot be decoded",
            Gives::NoAnswer,
            &[Frame::of_request(
                Frame::HEADERS,
                Frame::END_HEADERS | ends,
                [0xff; 9],
            )],
        ),
        answered(
            "a head without a status",
            Gives::NoAnswer,
            &[Frame::of_request(
                Frame::HEADERS,
                Frame::END_HEADERS | ends,
                [],
            )],
        ),
        answered(
            "a frame larger than allowed",
            Gives::NoAnswer,
            &[head(0), huge],
        ),
        answered(
            "more room than there can be",
            Gives::NoAnswer,
            &[window.clone(), window],
        ),
        answered(
            "a promise that nobody may make",
            Gives::NoAnswer,
            &[promise],
        ),
        answered("a stall after the head", Gives::NoAnswer, &[head(0)]),
        answered(
            "a stall in the body",
            Gives::NoAnswer,
            &[head(0), data(0, b"{\"id")],
        ),
        answered(
            "a reset in the body",
            Gives::NoAnswer,
            &[head(0), data(0, b"{\"id"), reset(2)],
        ),
        answered(
            "a good answer, then a reset without an error",
            Gives::Value,
            &[head(0), data(ends, BODY.as_bytes()), reset(0)],
        ),
        answered(
            "a good answer, then the end of the connection",
            Gives::Value,
            &[head(0), data(ends, BODY.as_bytes()), go_away(1, 0)],
        ),
        answered(
            "the end of the connection, then a good answer",
            Gives::Value,
            &[go_away(1, 0), head(0), data(ends, BODY.as_bytes())],
        ),
        flooded("pings without end", &ping),
        flooded("settings without end", &settings),
        flooded("interim answers without end", &interim),
        flooded("empty data without end", &data(0, b"")),
        Script::new(
            "HTTP/2: too much without end",
            http2(),
            Gives::NoValue,
            [
                begun(),
                Step::AwaitRequest(1),
                Step::Send(head(0).bytes()),
                Step::Flood(data(0, &[b' '; 4096]).bytes()),
            ],
        ),
        Script::new(
            "HTTP/2: a head without end",
            http2(),
            Gives::NoAnswer,
            [
                begun(),
                Step::AwaitRequest(1),
                Step::Send(continued.bytes()),
                Step::Flood(more.bytes()),
            ],
        ),
        Script::new(
            "HTTP/2: no settings",
            http2(),
            Gives::NoAnswer,
            [Step::Stall],
        ),
        Script::new(
            "HTTP/2: closed before settings",
            http2(),
            Gives::NoAnswer,
            [Step::Close],
        ),
        Script::new(
            "HTTP/2: reset before settings",
            http2(),
            Gives::NoAnswer,
            [Step::Reset],
        ),
        Script::new(
            "HTTP/2: HTTP/1 instead",
            http2(),
            Gives::NoAnswer,
            [
                Step::Send(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()),
                Step::Stall,
            ],
        ),
        Script::new(
            "HTTP/2: no room for a body",
            http2(),
            Gives::Anything,
            [
                Step::Send([SETTINGS, &no_room.bytes()].concat()),
                Step::AwaitHead(1),
                Step::Stall,
            ],
        ),
        Script::new(
            "HTTP/2: closed in the request",
            http2(),
            Gives::NoAnswer,
            [begun(), Step::AwaitHead(1), Step::Close],
        ),
        Script::new(
            "HTTP/2: closed after the request",
            http2(),
            Gives::NoAnswer,
            [begun(), Step::AwaitRequest(1), Step::Close],
        ),
        Script::new(
            "HTTP/2: reset after the request",
            http2(),
            Gives::NoAnswer,
            [begun(), Step::AwaitRequest(1), Step::Reset],
        ),
        Script::new(
            "HTTP/2: the end of the connection before the request",
            http2(),
            Gives::NoAnswer,
            [begun(), Step::Send(go_away(0, 0).bytes()), Step::Stall],
        ),
    ];
    scripts.extend(ends::scripts());
    scripts
}

fn head(flags: u8) -> Frame {
    let block = status_block(200, &[]);
    Frame::of_request(Frame::HEADERS, flags | Frame::END_HEADERS, block)
}

fn data(flags: u8, bytes: &[u8]) -> Frame {
    Frame::of_request(Frame::DATA, flags, bytes)
}

/// A good answer.
fn value() -> [Frame; 2] {
    [head(0), data(Frame::END_STREAM, BODY.as_bytes())]
}

fn http2() -> Layer {
    Layer::TlsHttp2(trusted())
}

fn begun() -> Step {
    Step::Send(SETTINGS.to_vec())
}

/// Answers the first request with these frames and nothing more.
fn answered(name: impl AsRef<str>, gives: Gives, frames: &[Frame]) -> Script {
    let bytes = frames.iter().flat_map(Frame::bytes).collect();
    let steps = [
        begun(),
        Step::AwaitRequest(1),
        Step::Send(bytes),
        Step::Stall,
    ];
    Script::new(format!("HTTP/2: {}", name.as_ref()), http2(), gives, steps)
}

fn flooded(name: &str, frame: &Frame) -> Script {
    let is_of_request = frame.stream == 1 && frame.kind == Frame::DATA;
    let head = Frame::of_request(Frame::HEADERS, Frame::END_HEADERS, status_block(200, &[]));
    let first = if is_of_request {
        head.bytes()
    } else {
        Vec::new()
    };
    let steps = [
        begun(),
        Step::AwaitRequest(1),
        Step::Send(first),
        Step::Flood(frame.bytes().repeat(64)),
    ];
    Script::new(format!("HTTP/2: {name}"), http2(), Gives::NoAnswer, steps)
}
