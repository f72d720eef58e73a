//! What a failure of TLS means: which side's certificate caused it, and what to do.

use std::io;

use rustls::{AlertDescription, CertificateError};

use crate::error::Failure;

/// The TLS error within an I/O error.
pub(crate) fn tls_error(error: &io::Error) -> Option<&rustls::Error> {
    let inner = error.get_ref()?;
    // Code that passes an `io::Error` on may have wrapped it in another.
    inner
        .downcast_ref()
        .or_else(|| tls_error(inner.downcast_ref()?))
}

/// The failure behind an I/O error, if the server ended the connection because it does
/// not accept the client's certificate or expects one.
#[cfg(feature = "rustls")]
pub(crate) fn client_refused(error: &io::Error) -> Option<Failure> {
    tls_error(error)
        .filter(|why| is_of_client(why))
        .map(refusal)
}

/// The failure of a handshake that was not completed.
#[cfg(feature = "rustls")]
pub(crate) fn no_handshake(error: io::Error) -> Failure {
    match tls_error(&error) {
        Some(why) => refusal(why),
        // A reset or an end in the middle of the handshake looks like a restart.
        None => Failure::not_sent(error),
    }
}

/// The failure of a connection that TLS ended before any answer. A certificate stays as
/// it is until somebody replaces it; anything else may pass.
pub(crate) fn refusal(why: &rustls::Error) -> Failure {
    let failure = Failure::not_sent(why.clone());
    if is_of_client(why) {
        return failure.lasting().saying(
            "the server refused the connection for the client's certificate, so nothing was sent; \
             `ClientBuilder::client_identity` sets the certificate to show",
        );
    }
    match why {
        // A TLS 1.2 server says this also if it expects a certificate
        // (RFC 5246, 7.4.6). Nor does a lack of common ciphers pass by itself.
        rustls::Error::AlertReceived(
            AlertDescription::HandshakeFailure | AlertDescription::AccessDenied,
        ) => failure.lasting().saying(
            "the server refused the handshake, so nothing was sent; it may want a certificate, \
                 which `ClientBuilder::client_identity` sets, or have no cipher in common",
        ),
        rustls::Error::InvalidCertificate(fault) => failure.lasting().saying(distrust(fault)),
        rustls::Error::NoCertificatesPresented => failure.lasting(),
        _ => failure,
    }
}

/// Whether the server did not accept the client's certificate or expects one. In TLS
/// 1.3 the client learns this after the handshake, when a request may have been
/// written; the server does not read that request (RFC 8446, 4.4.2.4 and 6.2).
pub(crate) fn is_of_client(why: &rustls::Error) -> bool {
    matches!(why, rustls::Error::AlertReceived(alert) if OF_CLIENT.contains(alert))
}

const OF_CLIENT: [AlertDescription; 9] = {
    use AlertDescription as Alert;

    [
        Alert::CertificateRequired,
        Alert::NoCertificate,
        Alert::BadCertificate,
        Alert::UnsupportedCertificate,
        Alert::CertificateRevoked,
        Alert::CertificateExpired,
        Alert::CertificateUnknown,
        Alert::UnknownCA,
        // The certificate is from an authority with the same name as one that the
        // server trusts.
        Alert::DecryptError,
    ]
};

/// The server's verdict on the client's certificate if only its text is left: h2 shares
/// one error among all streams and keeps only the text.
#[cfg(feature = "__reqwest")]
pub(crate) fn told_of_client(error: &io::Error) -> Option<rustls::Error> {
    if error.kind() != io::ErrorKind::InvalidData {
        return None;
    }
    let text = error.to_string();
    let told = OF_CLIENT.map(rustls::Error::AlertReceived);
    told.into_iter().find(|told| told.to_string() == text)
}

fn distrust(fault: &CertificateError) -> &'static str {
    use CertificateError as Fault;

    match fault {
        // The signature does not match: the certificate is from an authority with the
        // same name as a trusted one.
        Fault::UnknownIssuer
        | Fault::BadSignature
        | Fault::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            "the server's certificate was issued by an authority that this client does not trust, \
             or its server left out an intermediate certificate, so nothing was sent; for a server \
             or an intercepting proxy with a private authority, pass that authority's certificate \
             to `ClientBuilder::certificate_authorities`"
        }
        Fault::Expired | Fault::ExpiredContext { .. } => {
            "the server's certificate has expired, so nothing was sent; whoever runs the server \
             has to renew it, unless this machine's clock is wrong"
        }
        Fault::NotValidYet | Fault::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet, so nothing was sent; \
             this machine's clock may be wrong"
        }
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
            "the server's certificate is for another host than the one in the base URL, so nothing \
             was sent; check the base URL, and what leads from its name to the server (DNS, a proxy)"
        }
        Fault::Revoked => {
            "the server's certificate was revoked, so nothing was sent; \
             whoever runs the server has to replace it"
        }
        _ => {
            "the server's certificate is not usable for the reason that the cause of this error \
             tells, so nothing was sent; `ClientBuilder::certificate_authorities` takes the \
             certificate of a private authority, not the server's own"
        }
    }
}
