//! Through a gateway, no payment fails that Go's client makes, none arrives
//! twice, and no outcome lies.
//!
//! `CONNECTPAY_GATEWAY_CALLS` says how many calls each client makes in a scenario
//! (1,500 by default, 4,000 in CI). `CONNECTPAY_GATEWAY_SECONDS` says how long it begins new ones
//! (half as long for Go and reqwest). `CONNECTPAY_GATEWAY_REPORT` names a file for the
//! figures. `CONNECTPAY_GATEWAYS_REQUIRED` makes a missing program a failure.

mod haproxy;
mod idle;
mod limits;
mod mutual_tls;
mod nginx;

use std::path::Path;
use std::time::Duration;

use connectpay::Outcome;
use connectpay_gateways::{
    Answer, Disturbance, Gateway, HaProxy, Method, Nginx, Promise, Protocol, Request, Scenario,
};

const NGINX: Nginx = Nginx {
    http: "",
    server: "",
};

const HAPROXY: HaProxy = HaProxy {
    global: "",
    bind: "",
    frontend: "",
    backend: "",
};

/// Payments of about 200 bytes through nginx over HTTP/2, none of which fails.
const PAYMENTS: Scenario = Scenario {
    name: "as installed",
    gateway: Gateway::Nginx(NGINX),
    protocol: Protocol::Http2,
    http1_only: false,
    distance: Duration::ZERO,
    request: Request {
        method: Method::Post,
        text: 160,
        padding: 0,
    },
    pace: None,
    disturbance: Disturbance::None,
    servers: 1,
    pause: Duration::ZERO,
    shows_certificate: false,
    promise: Promise::NoneFails,
    one_in: 1,
};

/// A lookup instead of the payment.
const LOOKUP: Request = Request {
    method: Method::Get,
    text: 0,
    padding: 0,
};

/// The answer of a gateway that gets none from the application.
const NO_ANSWER: Answer = Answer {
    statuses: &[502, 503, 504],
    outcome: Outcome::Unknown,
    is_transient: true,
};

fn play(scenario: &Scenario) {
    connectpay_gateways::play(Path::new(env!("CARGO_TARGET_TMPDIR")), scenario);
}
