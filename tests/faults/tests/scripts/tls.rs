//! Connections that end before there is one to be trusted.

use connectpay_faults::{Authority, Identity, Layer, Step};

use crate::client::authority;
use crate::script::{BODY, Gives, Script, answer};

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
    // The kind of record, the version, the length; fatal, and why.
    let alert = |reason| vec![21, 3, 3, 0, 2, 2, reason];
    let in_clear = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".to_vec();
    for (name, gives, steps) in [
        (
            "TLS 1.1",
            Gives::NoTrust,
            vec![Step::Send(hello), Step::Stall],
        ),
        (
            "clear text on the port of TLS",
            Gives::NoTrust,
            vec![Step::Send(in_clear), Step::Stall],
        ),
        (
            "an alert: no common version",
            Gives::NoTrust,
            vec![Step::Send(alert(70)), Step::Close],
        ),
        (
            "an alert: no common cipher",
            Gives::NoTrust,
            vec![Step::Send(alert(40)), Step::Close],
        ),
        (
            "an alert: a certificate of the client's is wanted",
            Gives::NoTrust,
            vec![Step::Send(alert(116)), Step::Close],
        ),
        (
            "a handshake that is cut",
            Gives::NoAnswer,
            vec![Step::Send(half.clone()), Step::Close],
        ),
        (
            "a handshake that is reset",
            Gives::NoAnswer,
            vec![Step::Send(half.clone()), Step::Reset],
        ),
        (
            "a handshake that stalls",
            Gives::NoAnswer,
            vec![Step::Send(half), Step::Stall],
        ),
        (
            "a handshake that never begins",
            Gives::NoAnswer,
            vec![Step::Stall],
        ),
        (
            "a handshake of nonsense without end",
            Gives::NoTrust,
            vec![Step::Flood(vec![0x55; 4096])],
        ),
    ] {
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
