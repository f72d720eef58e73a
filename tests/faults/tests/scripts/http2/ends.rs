//! Streams and connections that end, with every code.

use connectpay_faults::{Frame, Step};

use super::{answered, begun, data, head, http2, value};
use crate::script::{Gives, Script};

/// The codes of RFC 9113, section 7.
const CODES: [(&str, u32); 8] = [
    ("NO_ERROR", 0),
    ("PROTOCOL_ERROR", 1),
    ("INTERNAL_ERROR", 2),
    ("REFUSED_STREAM", 7),
    ("CANCEL", 8),
    ("ENHANCE_YOUR_CALM", 11),
    ("HTTP_1_1_REQUIRED", 13),
    ("a code that nobody knows", 4_000_000_000),
];

pub(super) fn scripts() -> Vec<Script> {
    let mut scripts = with_every_code();
    scripts.extend(of_the_second_stream());
    scripts
}

fn with_every_code() -> Vec<Script> {
    let mut scripts = Vec::new();
    for (name, code) in CODES {
        scripts.push(answered(
            format!("the stream is reset with {name}"),
            Gives::NoAnswer,
            &[Frame::reset(1, code)],
        ));
        scripts.push(answered(
            format!("the connection ends without the stream, {name}"),
            Gives::NoAnswer,
            &[Frame::go_away(0, code)],
        ));
        scripts.push(answered(
            format!("the connection ends with the stream, {name}"),
            Gives::NoAnswer,
            &[Frame::go_away(1, code)],
        ));
    }
    scripts
}

/// A call comes before this one over the same connection.
fn of_the_second_stream() -> Vec<Script> {
    let mut scripts = Vec::new();
    let third = |frame: &Frame| {
        Frame {
            stream: 3,
            ..frame.clone()
        }
        .bytes()
    };
    let answer_to_first: Vec<u8> = value().iter().flat_map(Frame::bytes).collect();
    for (name, bytes) in [
        ("the second stream is refused", third(&Frame::reset(1, 7))),
        (
            "the connection ends without the second stream",
            Frame::go_away(1, 0).bytes(),
        ),
        (
            "the second stream has half an answer",
            [third(&head(0)), third(&data(0, b"{"))].concat(),
        ),
    ] {
        let steps = [
            begun(),
            Step::AwaitRequest(1),
            Step::Send(answer_to_first.clone()),
            Step::AwaitRequest(2),
            Step::Send(bytes),
            Step::Stall,
        ];
        scripts
            .push(Script::new(format!("HTTP/2: {name}"), http2(), Gives::NoAnswer, steps).second());
    }
    scripts
}
