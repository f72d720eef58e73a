//! Gateways that ask the client for a certificate of its own.

use connectpay::Outcome;
use connectpay_gateways::{Answer, Gateway, HaProxy, Nginx, Promise, Protocol, Scenario};

use crate::{HAPROXY, NGINX, PAYMENTS, play};

const NGINX_ASKS: Gateway = Gateway::Nginx(Nginx {
    server: "ssl_verify_client on;",
    ..NGINX
});

const HAPROXY_ASKS: Gateway = Gateway::HaProxy(HaProxy {
    bind: "ca-file authority.pem verify required",
    ..HAPROXY
});

const SHOWN: Scenario = Scenario {
    name: "mutual TLS",
    shows_certificate: true,
    one_in: 4,
    ..PAYMENTS
};

/// Each call has a handshake of its own, so there are few calls.
const NOT_SHOWN: Scenario = Scenario {
    name: "mutual TLS without a certificate",
    one_in: 20,
    ..PAYMENTS
};

#[test]
fn with_the_right_certificate_no_payment_fails_through_nginx() {
    play(&Scenario {
        gateway: NGINX_ASKS,
        ..SHOWN
    });
}

#[test]
fn with_the_right_certificate_no_payment_fails_through_haproxy() {
    play(&Scenario {
        gateway: HAPROXY_ASKS,
        ..SHOWN
    });
}

/// nginx completes the handshake and answers 400.
#[test]
fn without_a_certificate_a_payment_is_rejected_by_nginx() {
    play(&Scenario {
        gateway: NGINX_ASKS,
        promise: Promise::EveryCallIsAnswered(Answer {
            statuses: &[400],
            outcome: Outcome::Rejected,
            is_transient: false,
        }),
        ..NOT_SHOWN
    });
}

/// HAProxy ends the handshake with an alert, which in TLS 1.3 comes after the client
/// has completed its part (RFC 8446, 4.4.2.4).
const NONE_CONNECTS: Scenario = Scenario {
    gateway: HAPROXY_ASKS,
    promise: Promise::NoneConnects,
    ..NOT_SHOWN
};

#[test]
fn without_a_certificate_no_payment_is_sent_to_haproxy_over_http2() {
    play(&NONE_CONNECTS);
}

#[test]
fn without_a_certificate_no_payment_is_sent_to_haproxy_over_http1() {
    play(&Scenario {
        protocol: Protocol::Http1,
        ..NONE_CONNECTS
    });
}

/// Here the alert comes before the client has completed its part.
#[test]
fn without_a_certificate_no_payment_is_sent_to_haproxy_over_tls_1_2() {
    play(&Scenario {
        name: "mutual TLS 1.2 without a certificate",
        gateway: Gateway::HaProxy(HaProxy {
            bind: "ca-file authority.pem verify required ssl-max-ver TLSv1.2",
            ..HAPROXY
        }),
        ..NONE_CONNECTS
    });
}
