//! nginx closes HTTP/1.1 connections that were idle for a second, while requests are on
//! their way to it.

use std::time::Duration;

use connectpay_gateways::{Gateway, Nginx, Pace, Promise, Protocol, Scenario};

use crate::{NGINX, PAYMENTS, play};

/// The gateway is ten milliseconds away, so that a request and the end of its
/// connection can pass each other within twenty.
const RACE: Scenario = Scenario {
    name: "idle race",
    gateway: Gateway::Nginx(Nginx {
        server: "keepalive_timeout 1s;",
        ..NGINX
    }),
    protocol: Protocol::Http1,
    distance: Duration::from_millis(10),
    pace: Some(Pace {
        from: Duration::from_millis(970),
        to: Duration::from_millis(1_030),
    }),
    promise: Promise::AsManyAreUnknownAsFailOfPeer,
    ..PAYMENTS
};

/// If a request may have reached a server that was closing, nobody can send it again
/// (RFC 9112, 9.3.1).
#[test]
fn a_connection_that_is_closed_under_a_payment_fails_no_more_than_gos_over_http1() {
    play(&RACE);
}

/// The header tells clients when the server will close.
#[test]
fn a_server_that_says_when_it_closes_fails_no_payment_over_http1() {
    play(&Scenario {
        name: "idle race with `Keep-Alive: timeout=1`",
        gateway: Gateway::Nginx(Nginx {
            server: "keepalive_timeout 1s 1s;",
            ..NGINX
        }),
        promise: Promise::NoneFails,
        ..RACE
    });
}
