//! Connections that end before there is one to be trusted.

use connectpay_faults::{Authority, Identity, Layer, Step};

use crate::client::authority;
use crate::script::{BODY, Gives, Script, answer};

#[expect(clippy::too_many_lines, reason = "a list, each entry by itself")]
pub(crate) fn scripts() -> Vec<Script> {
    let mut scripts = Vec::new();
    let identities = [
        ("an expired certificate", authority().expired()),
        (
            "a certificate that is not yet valid",
            authority().not_yet_valid(),
        ),
        (
            "a certificate for another name",
            authority().of_another_name(),
        ),
        ("a certificate signed by itself", Identity::self_signed()),
        (
            "a certificate of an unknown authority",
            Authority::new().valid(),
        ),
    ];
    for (name, identity) in identities {
        let steps = [Step::AwaitRequest(1), answer(200, "", BODY.as_bytes())];
        let http1 = Layer::Tls(identity.clone());
        scripts.push(Script::new(name, http1, Gives::NoTrust, steps.clone()));
        let http2 = Layer::TlsHttp2(identity);
        scripts.push(Script::new(
            format!("{name}, HTTP/2"),
            http2,
            Gives::NoTrust,
            steps,
        ));
    }
    let hello = server_hello_of_tls_1_1();
    let half = hello[..hello.len() / 2].to_vec();
    // The kind of record, the version and the length, then fatal and the reason.
    let alert = |reason| vec![21, 3, 3, 0, 2, 2, reason];
    let in_clear = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".to_vec();
    // The alerts about a client's certificate (RFC 8446, 6.2; 41 is TLS 1.2's).
    let of_the_client = [
        ("none", 41),
        ("a bad one", 42),
        ("one of a kind that is not supported", 43),
        ("one that was revoked", 44),
        ("one that has expired", 45),
        ("one that is not known", 46),
        ("one of an unknown authority", 48),
        ("one without access", 49),
        ("one whose signature is not right", 51),
        ("one is required", 116),
        // TLS 1.2 says so if it expects a certificate (RFC 5246, 7.4.6).
        ("perhaps one is missing", 40),
    ]
    .map(|(name, reason)| {
        let name = format!("an alert about the client's certificate: {name}");
        let steps = vec![Step::Send(alert(reason)), Step::Close];
        (name, Gives::NoTrust, steps)
    });
    // The other alerts that a server may send before anything else.
    let of_the_handshake = [
        ("unexpected message", 10),
        ("illegal parameter", 47),
        ("decode error", 50),
        ("protocol version", 70),
        ("insufficient security", 71),
        ("internal error", 80),
        ("unrecognized name", 112),
        ("no application protocol", 120),
        ("one that nobody knows", 200),
    ]
    .map(|(name, reason)| {
        let steps = vec![Step::Send(alert(reason)), Step::Close];
        (format!("an alert: {name}"), Gives::NoHandshake, steps)
    });
    let cut = [
        ("TLS 1.1", vec![Step::Send(hello), Step::Stall]),
        (
            "clear text on the port of TLS",
            vec![Step::Send(in_clear), Step::Stall],
        ),
        (
            "a handshake that is cut",
            vec![Step::Send(half.clone()), Step::Close],
        ),
        (
            "a handshake that is reset",
            vec![Step::Send(half.clone()), Step::Reset],
        ),
        ("a handshake that is closed at once", vec![Step::Close]),
        ("a handshake that is reset at once", vec![Step::Reset]),
        (
            "a handshake that stalls",
            vec![Step::Send(half), Step::Stall],
        ),
        ("a handshake that never begins", vec![Step::Stall]),
        (
            "a handshake of nonsense without end",
            vec![Step::Flood(vec![0x55; 4096])],
        ),
    ]
    .map(|(name, steps)| (name.to_owned(), Gives::NoHandshake, steps));
    let all = of_the_client.into_iter().chain(of_the_handshake).chain(cut);
    for (name, gives, steps) in all {
        let first = Step::AwaitBytes(1);
        let steps = std::iter::once(first).chain(steps);
        scripts.push(Script::new(name, Layer::TcpUnderTls, gives, steps));
    }
    scripts
}

/// A server's first message of TLS 1.1, which no client may accept (RFC 8996).
fn server_hello_of_tls_1_1() -> Vec<u8> {
    let mut hello = vec![3, 2];
    hello.extend([7; 32]);
    // No session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
    hello.extend([0, 0, 0x2f, 0]);
    let mut handshake = vec![2, 0, 0, u8::try_from(hello.len()).unwrap()];
    handshake.extend(hello);
    let mut record = vec![22, 3, 2, 0, u8::try_from(handshake.len()).unwrap()];
    record.extend(handshake);
    record
}
