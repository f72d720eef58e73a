//! nginx that is told to end connections, ends them itself, or loses its application.

use std::time::Duration;

use connectpay_gateways::{Disturbance, Gateway, Nginx, Promise, Protocol, Scenario};

use crate::{LOOKUP, NGINX, NO_ANSWER, PAYMENTS, play};

const TEN_REQUESTS: Scenario = Scenario {
    name: "10 requests a connection",
    gateway: Gateway::Nginx(Nginx {
        server: "keepalive_requests 10;",
        ..NGINX
    }),
    ..PAYMENTS
};

/// nginx then refuses each stream with a body that comes before it knows that the
/// client has its SETTINGS. The scenario has many connections, so that many are new.
const NO_BODY_BEFORE_SETTINGS: Scenario = Scenario {
    name: "no body before SETTINGS, 10 requests a connection",
    gateway: Gateway::Nginx(Nginx {
        http: "http2_body_preread_size 0;",
        server: "keepalive_requests 10;",
    }),
    ..PAYMENTS
};

const RELOAD: Scenario = Scenario {
    name: "reload six times",
    disturbance: Disturbance::Reload(6),
    ..PAYMENTS
};

const KILL: Scenario = Scenario {
    name: "application killed three times",
    disturbance: Disturbance::Kill(3),
    // The application is slow, so that it has requests when it is killed.
    pause: Duration::from_millis(2),
    promise: Promise::SomeAreAnswered(NO_ANSWER),
    ..PAYMENTS
};

/// The requests of a worker are lost with it, whether the application has them or not.
const KILL_WORKERS: Scenario = Scenario {
    name: "gateway's workers killed three times",
    disturbance: Disturbance::KillWorkers(3),
    pause: Duration::from_millis(2),
    promise: Promise::SomeAreUnknown,
    ..PAYMENTS
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

/// A client that is told to speak HTTP/1.1 speaks nothing else, by nginx's own log.
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
fn ten_requests_a_connection_fail_no_payment_over_http2() {
    play(&TEN_REQUESTS);
}

#[test]
fn ten_requests_a_connection_fail_no_payment_over_http1() {
    play(&over_http1(TEN_REQUESTS));
}

#[test]
fn ten_requests_a_connection_fail_no_lookup_over_http2() {
    play(&Scenario {
        request: LOOKUP,
        ..TEN_REQUESTS
    });
}

#[test]
fn a_payment_on_a_new_connection_waits_for_settings_over_http2() {
    play(&NO_BODY_BEFORE_SETTINGS);
}

#[test]
fn four_streams_at_a_time_fail_no_payment_over_http2() {
    play(&Scenario {
        name: "4 streams at a time",
        gateway: Gateway::Nginx(Nginx {
            server: "http2_max_concurrent_streams 4;",
            ..NGINX
        }),
        ..PAYMENTS
    });
}

#[test]
fn a_reload_under_load_fails_no_payment_over_http2() {
    play(&RELOAD);
}

/// Here a connection that is closed while idle looks like one that is closed with a
/// request on it, so nobody can send that request again.
#[test]
fn a_reload_under_load_fails_no_more_payments_than_gos_over_http1() {
    play(&Scenario {
        protocol: Protocol::Http1,
        promise: Promise::NoMoreFailThanOfPeer,
        ..RELOAD
    });
}

#[test]
fn a_killed_application_fails_no_payment_without_an_answer_over_http2() {
    play(&KILL);
}

#[test]
fn a_killed_application_fails_no_payment_without_an_answer_over_http1() {
    play(&over_http1(KILL));
}

#[test]
fn a_killed_application_fails_no_lookup_without_an_answer_over_http2() {
    play(&Scenario {
        request: LOOKUP,
        ..KILL
    });
}

#[test]
fn killed_workers_send_no_payment_twice_over_http2() {
    play(&KILL_WORKERS);
}

#[test]
fn killed_workers_send_no_payment_twice_over_http1() {
    play(&over_http1(KILL_WORKERS));
}

/// Once nginx has sent a payment to one server, it does not pass it on to the other
/// (`proxy_next_upstream` without `non_idempotent`).
#[test]
fn one_of_two_servers_that_is_killed_gets_no_payment_twice_over_http2() {
    play(&Scenario {
        name: "one of two servers killed three times",
        servers: 2,
        ..KILL
    });
}
