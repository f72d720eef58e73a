//! The same scenarios with HAProxy. Version 2.6 does not count the requests of a
//! connection, so only nginx has the scenario with ten requests per connection.

use std::time::Duration;

use connectpay_gateways::{Disturbance, Gateway, HaProxy, Promise, Protocol, Scenario};

use crate::{HAPROXY, LOOKUP, PAYMENTS as OF_NGINX, play};

const PAYMENTS: Scenario = Scenario {
    gateway: Gateway::HaProxy(HAPROXY),
    ..OF_NGINX
};

const RELOAD: Scenario = Scenario {
    name: "reload six times",
    disturbance: Disturbance::Reload(6),
    ..PAYMENTS
};

/// If the application's connection was used before, HAProxy gives no answer at all:
/// over HTTP/1.1 it closes the client's connection, and over HTTP/2 it sends
/// `REFUSED_STREAM`, although the application has the request. Go believes it and makes
/// such payments twice.
const KILL: Scenario = Scenario {
    name: "application killed three times",
    disturbance: Disturbance::Kill(3),
    // The application is slow, so that it has requests when it is killed.
    pause: Duration::from_millis(2),
    promise: Promise::SomeAreUnknown,
    ..PAYMENTS
};

/// A request goes to the other server only if it was not sent to the first: `retry-on`
/// is `conn-failure` by default.
const KILL_ONE_OF_TWO: Scenario = Scenario {
    name: "one of two servers killed three times, redispatch",
    gateway: Gateway::HaProxy(HaProxy {
        backend: "option redispatch\nretries 3",
        ..HAPROXY
    }),
    servers: 2,
    ..KILL
};

/// A fourth of the calls, over the older protocol.
const fn over_http1(scenario: Scenario) -> Scenario {
    Scenario {
        protocol: Protocol::Http1,
        one_in: 4,
        ..scenario
    }
}

#[test]
fn as_installed_it_fails_no_payment_over_http2() {
    play(&PAYMENTS);
}

#[test]
fn as_installed_it_fails_no_payment_over_http1() {
    play(&over_http1(PAYMENTS));
}

#[test]
fn as_installed_it_fails_no_lookup_over_http2() {
    play(&Scenario {
        request: LOOKUP,
        ..PAYMENTS
    });
}

#[test]
fn a_client_of_http1_alone_fails_no_payment_where_http2_is_offered() {
    play(&Scenario {
        name: "HTTP/1.1 asked for, HTTP/2 offered",
        http1_only: true,
        one_in: 4,
        ..PAYMENTS
    });
}

#[test]
fn four_streams_at_a_time_fail_no_payment_over_http2() {
    play(&Scenario {
        name: "4 streams at a time",
        gateway: Gateway::HaProxy(HaProxy {
            global: "tune.h2.max-concurrent-streams 4",
            ..HAPROXY
        }),
        ..PAYMENTS
    });
}

#[test]
fn a_reload_under_load_fails_no_payment_over_http2() {
    play(&RELOAD);
}

/// Here a connection that is closed while idle looks like one that is closed with a
/// request on it, so nobody can send that request again. Chance decides how many are
/// lost: 2 to 124 of Go's 4,000.
#[test]
fn a_reload_under_load_sends_no_payment_twice_over_http1() {
    play(&Scenario {
        protocol: Protocol::Http1,
        promise: Promise::SomeAreUnknown,
        ..RELOAD
    });
}

#[test]
fn a_killed_application_gets_no_payment_twice_over_http2() {
    play(&KILL);
}

#[test]
fn a_killed_application_gets_no_payment_twice_over_http1() {
    play(&over_http1(KILL));
}

#[test]
fn one_of_two_servers_that_is_killed_gets_no_payment_twice_over_http2() {
    play(&KILL_ONE_OF_TWO);
}

#[test]
fn one_of_two_servers_that_is_killed_gets_no_payment_twice_over_http1() {
    play(&over_http1(KILL_ONE_OF_TWO));
}
