//! Answers whose length or content is not what it should be.

use connectpay_faults::Step;

use crate::http1::plain;
use crate::script::{BODY, Gives, Script, answer, text};

/// More than the clients of these tests accept.
const TOO_MUCH: usize = 64 * 1024 + 1;

#[expect(clippy::too_many_lines, reason = "a list, each entry by itself")]
pub(crate) fn scripts() -> Vec<Script> {
    let good = BODY.as_bytes();
    let fields = |fields: &str| text(format!("HTTP/1.1 200 OK\r\n{fields}\r\n{BODY}"));
    let nested = format!(
        r#"{{"id":7,"deep":{}{}}}"#,
        "[".repeat(200),
        "]".repeat(200)
    );
    let large = [&b"{\"id\":7,\"name\":\""[..], &vec![b'x'; TOO_MUCH], b"\"}"].concat();
    let mut in_chunks = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..=TOO_MUCH / 1024 {
        in_chunks.extend(b"400\r\n");
        in_chunks.extend([b' '; 1024]);
        in_chunks.extend(b"\r\n");
    }
    let mut scripts = vec![
        plain(
            "cut short of its length",
            Gives::NoAnswer,
            [fields("content-length: 80\r\n"), Step::Close],
        ),
        plain(
            "two lengths",
            Gives::NoAnswer,
            [
                fields("content-length: 8\r\ncontent-length: 9\r\n"),
                Step::Close,
            ],
        ),
        plain(
            "two lengths in one field",
            Gives::NoAnswer,
            [fields("content-length: 8, 9\r\n"), Step::Close],
        ),
        plain(
            "the same length twice",
            Gives::Anything,
            [
                fields("content-length: 8\r\ncontent-length: 8\r\n"),
                Step::Close,
            ],
        ),
        plain(
            "a length below nothing",
            Gives::NoAnswer,
            [fields("content-length: -8\r\n"), Step::Close],
        ),
        plain(
            "a length beyond all numbers",
            Gives::NoAnswer,
            [
                fields("content-length: 99999999999999999999999\r\n"),
                Step::Close,
            ],
        ),
        plain(
            "a length that is no number",
            Gives::NoAnswer,
            [fields("content-length: eight\r\n"), Step::Close],
        ),
        plain(
            "a length and chunks",
            Gives::Anything,
            [text(
                "HTTP/1.1 200 OK\r\ncontent-length: 8\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"id\":7}\r\n0\r\n\r\n",
            )],
        ),
        plain(
            "a chunk's size that is no number",
            Gives::NoAnswer,
            [text(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
            )],
        ),
        plain(
            "a chunk's size beyond all numbers",
            Gives::NoAnswer,
            [text(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
            )],
        ),
        plain(
            "a chunk longer than it says",
            Gives::NoAnswer,
            [text(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{\"id\":7}\r\n0\r\n\r\n",
            )],
        ),
        plain(
            "a body to the connection's end",
            Gives::Value,
            [fields(""), Step::Close],
        ),
        plain(
            "a field that is folded",
            Gives::Anything,
            [fields("x-a: b\r\n c\r\ncontent-length: 8\r\n")],
        ),
        plain(
            "a field with a zero byte",
            Gives::NoAnswer,
            [fields("x-a: \0\r\ncontent-length: 8\r\n"), Step::Close],
        ),
        plain(
            "a field without a name",
            Gives::NoAnswer,
            [fields(": b\r\ncontent-length: 8\r\n"), Step::Close],
        ),
        plain(
            "another content type",
            Gives::Value,
            [answer(200, "content-type: text/html\r\n", good)],
        ),
        plain(
            "no JSON",
            Gives::NoValue,
            [answer(200, "content-type: application/json\r\n", b"<html>")],
        ),
        plain(
            "half of JSON",
            Gives::NoValue,
            [answer(200, "", b"{\"id\":")],
        ),
        plain(
            "JSON and more",
            Gives::NoValue,
            [answer(200, "", b"{\"id\":7}{\"id\":8}")],
        ),
        plain(
            "JSON of another shape",
            Gives::NoValue,
            [answer(200, "", b"[7]")],
        ),
        plain(
            "a number too large",
            Gives::NoValue,
            [answer(200, "", b"{\"id\":99999999999}")],
        ),
        plain(
            "a key twice",
            Gives::NoValue,
            [answer(200, "", b"{\"id\":7,\"id\":8}")],
        ),
        plain(
            "no UTF-8",
            Gives::NoValue,
            [answer(200, "", b"{\"id\":7,\"name\":\"\xff\xfe\"}")],
        ),
        plain(
            "a byte order mark",
            Gives::NoValue,
            [answer(200, "", b"\xef\xbb\xbf{\"id\":7}")],
        ),
        plain(
            "200 levels deep",
            Gives::NoValue,
            [answer(200, "", nested.as_bytes())],
        ),
        plain(
            "a thing that is not in the declaration",
            Gives::Value,
            [answer(200, "", b"{\"id\":7,\"new\":{\"a\":[1]}}")],
        ),
        plain(
            "said to be compressed",
            Gives::NoValue,
            [answer(
                200,
                "content-encoding: gzip\r\n",
                &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3],
            )],
        ),
        plain(
            "too much, and says so",
            Gives::NoValue,
            [answer(200, "", &large)],
        ),
        plain(
            "too much in chunks",
            Gives::NoValue,
            [Step::Send(in_chunks)],
        ),
        plain(
            "too much without end",
            Gives::NoValue,
            [
                text("HTTP/1.1 200 OK\r\n\r\n"),
                Step::Flood(vec![b' '; 8192]),
            ],
        ),
        plain(
            "too much of a refusal",
            Gives::Refusal(422),
            [
                text("HTTP/1.1 422 No\r\n\r\n"),
                Step::Flood(vec![b'x'; 8192]),
            ],
        ),
        plain(
            "a refusal whose body stalls",
            Gives::Refusal(422),
            [
                text("HTTP/1.1 422 No\r\ncontent-length: 9\r\n\r\nno"),
                Step::Stall,
            ],
        ),
        plain(
            "a refusal whose body is cut",
            Gives::Refusal(422),
            [
                text("HTTP/1.1 422 No\r\ncontent-length: 9\r\n\r\nno"),
                Step::Reset,
            ],
        ),
    ];
    for status in [200, 201, 202, 203, 204, 205, 206] {
        let empty = text(format!(
            "HTTP/1.1 {status} Fine\r\ncontent-length: 0\r\n\r\n"
        ));
        scripts.push(plain(format!("an empty {status}"), Gives::NoValue, [empty]));
    }
    scripts.push(plain(
        "a body on 204",
        Gives::NoValue,
        [answer(204, "", good)],
    ));
    scripts.push(plain(
        "a body on 205",
        Gives::Anything,
        [answer(205, "", good)],
    ));
    scripts
}
