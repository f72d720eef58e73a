//! Gateways that refuse what is too large or too frequent: the call gets their answer,
//! nothing arrives, and the client says so.

use connectpay::Outcome;
use connectpay_gateways::{Answer, Gateway, HaProxy, Nginx, Promise, Protocol, Request, Scenario};

use crate::{HAPROXY, NGINX, PAYMENTS, play};

/// An answer that lasts.
const fn refused(statuses: &'static [u16]) -> Promise {
    Promise::EveryCallIsAnswered(Answer {
        statuses,
        outcome: Outcome::Rejected,
        is_transient: false,
    })
}

/// Twice what is allowed. All of it is sent before the answer comes.
const SMALL_BODY_TOO_LARGE: Scenario = Scenario {
    name: "body above the limit",
    request: Request {
        text: 2 * 1024,
        ..PAYMENTS.request
    },
    promise: refused(&[413]),
    one_in: 4,
    ..PAYMENTS
};

/// So much that the answer comes while the request is being sent.
const LARGE_BODY_TOO_LARGE: Scenario = Scenario {
    name: "body of 4 MiB above the limit",
    request: Request {
        text: 4 * 1024 * 1024,
        ..PAYMENTS.request
    },
    promise: refused(&[413]),
    one_in: 200,
    ..PAYMENTS
};

/// RFC 6585, 5, says 431; nginx and HAProxy answer 400 over HTTP/1.1.
const HEADER_TOO_LARGE: Scenario = Scenario {
    name: "header above the limit",
    promise: refused(&[400, 414, 431]),
    one_in: 4,
    ..PAYMENTS
};

/// Over HTTP/2 both end the connection without an answer: nginx says
/// `ENHANCE_YOUR_CALM`, and HAProxy says nothing. Go repeats such a call for 15
/// seconds.
const HEADER_TOO_LARGE_OVER_HTTP2: Scenario = Scenario {
    promise: Promise::EveryCallFails,
    one_in: 100,
    ..HEADER_TOO_LARGE
};

const TOO_OFTEN: Scenario = Scenario {
    name: "200 requests a second",
    promise: Promise::SomeAreAnswered(Answer {
        statuses: &[429],
        outcome: Outcome::Rejected,
        is_transient: true,
    }),
    ..PAYMENTS
};

const NGINX_BODY: Gateway = Gateway::Nginx(Nginx {
    server: "client_max_body_size 1k;",
    ..NGINX
});

const NGINX_HEADER: Gateway = Gateway::Nginx(Nginx {
    server: "client_header_buffer_size 1k; large_client_header_buffers 2 2k;",
    ..NGINX
});

const NGINX_RATE: Gateway = Gateway::Nginx(Nginx {
    http: "limit_req_zone $binary_remote_addr zone=rate:1m rate=200r/s;",
    server: "limit_req zone=rate burst=20 nodelay; limit_req_status 429;",
});

const HAPROXY_BODY: Gateway = Gateway::HaProxy(HaProxy {
    frontend: "http-request deny deny_status 413 if { req.hdr_val(content-length) gt 1024 }",
    ..HAPROXY
});

const HAPROXY_RATE: Gateway = Gateway::HaProxy(HaProxy {
    frontend: "stick-table type ip size 1k expire 10s store http_req_rate(1s)
http-request track-sc0 src
http-request deny deny_status 429 if { sc_http_req_rate(0) gt 200 }",
    ..HAPROXY
});

/// The scenario with this gateway and a header of this many bytes.
const fn with(
    scenario: Scenario,
    gateway: Gateway,
    protocol: Protocol,
    padding: usize,
) -> Scenario {
    let request = Request {
        padding,
        ..scenario.request
    };
    Scenario {
        gateway,
        protocol,
        request,
        ..scenario
    }
}

#[test]
fn a_body_above_nginx_limit_is_rejected_over_http2() {
    play(&with(SMALL_BODY_TOO_LARGE, NGINX_BODY, Protocol::Http2, 0));
}

#[test]
fn a_body_above_nginx_limit_is_rejected_over_http1() {
    play(&with(SMALL_BODY_TOO_LARGE, NGINX_BODY, Protocol::Http1, 0));
}

#[test]
fn a_body_that_nginx_refuses_while_it_is_sent_is_rejected_over_http2() {
    play(&with(LARGE_BODY_TOO_LARGE, NGINX_BODY, Protocol::Http2, 0));
}

#[test]
fn a_body_that_nginx_refuses_while_it_is_sent_is_rejected_over_http1() {
    play(&with(LARGE_BODY_TOO_LARGE, NGINX_BODY, Protocol::Http1, 0));
}

#[test]
fn a_body_above_haproxy_limit_is_rejected_over_http2() {
    play(&with(
        SMALL_BODY_TOO_LARGE,
        HAPROXY_BODY,
        Protocol::Http2,
        0,
    ));
}

#[test]
fn a_body_above_haproxy_limit_is_rejected_over_http1() {
    play(&with(
        SMALL_BODY_TOO_LARGE,
        HAPROXY_BODY,
        Protocol::Http1,
        0,
    ));
}

#[test]
fn a_body_that_haproxy_refuses_while_it_is_sent_is_rejected_over_http2() {
    play(&with(
        LARGE_BODY_TOO_LARGE,
        HAPROXY_BODY,
        Protocol::Http2,
        0,
    ));
}

#[test]
fn a_body_that_haproxy_refuses_while_it_is_sent_is_rejected_over_http1() {
    play(&with(
        LARGE_BODY_TOO_LARGE,
        HAPROXY_BODY,
        Protocol::Http1,
        0,
    ));
}

#[test]
fn a_header_above_nginx_limit_arrives_nowhere_over_http2() {
    let scenario = HEADER_TOO_LARGE_OVER_HTTP2;
    play(&with(scenario, NGINX_HEADER, Protocol::Http2, 6_000));
}

#[test]
fn a_header_above_nginx_limit_is_rejected_over_http1() {
    play(&with(
        HEADER_TOO_LARGE,
        NGINX_HEADER,
        Protocol::Http1,
        6_000,
    ));
}

#[test]
fn a_header_above_haproxy_limit_arrives_nowhere_over_http2() {
    let (scenario, gateway) = (HEADER_TOO_LARGE_OVER_HTTP2, Gateway::HaProxy(HAPROXY));
    play(&with(scenario, gateway, Protocol::Http2, 20_000));
}

#[test]
fn a_header_above_haproxy_limit_is_rejected_over_http1() {
    let gateway = Gateway::HaProxy(HAPROXY);
    play(&with(HEADER_TOO_LARGE, gateway, Protocol::Http1, 20_000));
}

#[test]
fn a_payment_above_nginx_rate_is_rejected_and_none_is_lost_over_http2() {
    play(&with(TOO_OFTEN, NGINX_RATE, Protocol::Http2, 0));
}

#[test]
fn a_payment_above_nginx_rate_is_rejected_and_none_is_lost_over_http1() {
    play(&with(TOO_OFTEN, NGINX_RATE, Protocol::Http1, 0));
}

#[test]
fn a_payment_above_haproxy_rate_is_rejected_and_none_is_lost_over_http2() {
    play(&with(TOO_OFTEN, HAPROXY_RATE, Protocol::Http2, 0));
}
