//! Credentials go only to hosts that the client allows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connectpay::{Call, Client, ClientBuilder, Environment, Outcome, Result, Stage};

use crate::recorder::{Recorder, credentials, session};

/// Traits that name these hosts for the tests' environment, with a function that calls each.
macro_rules! naming {
    ($($name:ident: $host:literal),* $(,)?) => {
        $(
            mod $name {
                use super::Result;

                #[connectpay::api(host(stage = $host, production = "https://production.connectpay.com"))]
                pub(super) trait Elsewhere {
                    #[connectpay::endpoint(method = GET, path = "/example/partner/ping", auth = partner)]
                    async fn ping(&self) -> Result<()>;

                    #[connectpay::endpoint(method = GET, path = "/example/client/ping", auth = user)]
                    async fn ping_as_user(&self) -> Result<()>;
                }
            }
        )*

        /// The call with the partner's key and the one with a user's token.
        fn calls(host: &str, client: &Client) -> [Call<()>; 2] {
            match host {
                $($host => [
                    $name::Elsewhere::ping(client),
                    $name::Elsewhere::ping_as_user(&session(client)),
                ],)*
                _ => panic!("{host}"),
            }
        }
    };
}

naming! {
    domain: "https://connectpay.com",
    below: "https://api.connectpay.com",
    further_below: "https://a.b.connectpay.com:8443",
    in_capitals: "https://API.ConnectPay.COM",
    other_end: "https://api2.connectpay.co",
    longer: "https://connectpay.com.evil.example",
    without_a_dot: "https://xconnectpay.com",
    with_a_hyphen: "https://api2-connectpay.com",
    address: "https://203.0.113.9",
    elsewhere: "https://api.example.com",
    other_port: "https://api.example.com:8443",
    below_elsewhere: "https://deep.api.example.com",
}

const OTHERS: [&str; 8] = [
    "https://api2.connectpay.co",
    "https://connectpay.com.evil.example",
    "https://xconnectpay.com",
    "https://api2-connectpay.com",
    "https://203.0.113.9",
    "https://api.example.com",
    "https://api.example.com:8443",
    "https://deep.api.example.com",
];

fn stage() -> ClientBuilder {
    Client::builder(Environment::Stage, credentials())
}

#[tokio::test]
async fn every_host_under_connectpays_domain_is_its_own() {
    for host in [
        "https://connectpay.com",
        "https://api.connectpay.com",
        "https://a.b.connectpay.com:8443",
        "https://API.ConnectPay.COM",
    ] {
        let recorder = Recorder::answering(204, "");
        let client = stage().transport(recorder.clone()).build().unwrap();
        for call in calls(host, &client) {
            call.await.unwrap();
        }
        assert_eq!(recorder.received().len(), 2, "{host}");
    }
}

#[tokio::test]
async fn any_other_host_gets_nothing_and_is_not_even_looked_up() {
    for host in OTHERS {
        let recorder = Recorder::answering(204, "");
        let looked_up = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&looked_up);
        let real = stage().dns(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            async { Err::<Vec<std::net::IpAddr>, _>("no such host") }
        });
        for builder in [stage().transport(recorder.clone()), real] {
            let client = builder.build().unwrap();
            for call in calls(host, &client) {
                let error = call.await.unwrap_err();
                assert_eq!(
                    (error.stage(), error.outcome()),
                    (Stage::Build, Outcome::NotSent),
                    "{host}"
                );
                let name = host.strip_prefix("https://").unwrap();
                let advice = format!("`ClientBuilder::allow_host(\"{name}\")`");
                assert!(error.to_string().contains(&advice), "{error}");
                assert!(error.endpoint().is_some());
            }
        }
        assert_eq!(recorder.received().len(), 0, "{host}");
        assert_eq!(looked_up.load(Ordering::SeqCst), 0, "{host}");
    }
}

#[tokio::test]
async fn an_allowed_host_is_allowed_and_no_other_with_it() {
    for allowed in OTHERS {
        let recorder = Recorder::answering(204, "");
        let client = stage()
            .allow_host(allowed.strip_prefix("https://").unwrap())
            .transport(recorder.clone())
            .build()
            .unwrap();
        for host in OTHERS {
            for call in calls(host, &client) {
                assert_eq!(
                    call.await.is_ok(),
                    host == allowed,
                    "{host}, {allowed} allowed"
                );
            }
        }
        assert_eq!(recorder.received().len(), 2);
    }
}

#[tokio::test]
async fn a_custom_environment_takes_the_place_of_all_hosts() {
    let recorder = Recorder::answering(204, "");
    for host in OTHERS {
        for call in calls(host, &recorder.client()) {
            call.await.unwrap();
        }
    }
    let received = recorder.received();
    assert_eq!(received.len(), 2 * OTHERS.len());
    assert!(received.iter().all(|it| it.uri.host() == Some("localhost")));
}

#[test]
fn what_is_no_host_cannot_be_allowed() {
    for text in [
        "",
        "https://api.example.com",
        "api.example.com/",
        "api.example.com/path",
        "user@api.example.com",
        "api.example.com?x",
        "*.example.com",
        ".example.com",
        "api.example.com:0",
        "api.example.com.",
        "api example.com",
    ] {
        let error = stage().allow_host(text).build().unwrap_err();
        assert_eq!(error.stage(), Stage::Build, "{text}");
        assert!(error.to_string().contains("allow_host"), "{error}");
    }
    assert!(stage().allow_host("[2001:db8::1]:8443").build().is_ok());
}
