//! A transport of the user's own, with settings of connections that it does not follow.

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use bytes::Bytes;
use connectpay::ClientBuilder;
use connectpay::transport::RequestBody;
use http::Response;
use http_body_util::Full;

use crate::client::{CARRIERS, assert_not_built};

type Set = fn(ClientBuilder) -> ClientBuilder;

/// Each setting, before and after a service.
fn beside_a_service(set: Set) -> Vec<ClientBuilder> {
    let service = tower::service_fn(async |_: http::Request<RequestBody>| {
        Ok::<_, Infallible>(Response::new(Full::new(Bytes::new())))
    });
    CARRIERS
        .into_iter()
        .flat_map(|carrier| {
            // The last choice wins, whichever was made before.
            let bare = || carrier.bare("https://localhost");
            [
                set(bare()).transport(service),
                set(bare().transport(service)),
            ]
        })
        .collect()
}

#[test]
fn settings_beside_a_transport_of_ones_own_are_refused_by_name() {
    let settings: [(&str, Set); 6] = [
        ("certificate_authorities", |b| b.certificate_authorities("")),
        ("client_identity", |b| b.client_identity("")),
        ("proxy", |b| b.proxy("http://user:c4n4ry@localhost")),
        ("proxy_from_environment", |b| b.proxy_from_environment(true)),
        ("dns", |b| {
            b.dns(async |_| Ok::<_, io::Error>(Vec::<IpAddr>::new()))
        }),
        ("http1_only", |b| b.http1_only(true)),
    ];
    for (name, set) in settings {
        for builder in beside_a_service(set) {
            let says = format!("`ClientBuilder::{name}`");
            assert_not_built(builder, &says, Some("c4n4ry"));
        }
    }
}

#[test]
fn settings_that_every_transport_may_have_its_own_of_are_accepted() {
    let settings: [Set; 4] = [
        |builder| builder.connect_timeout(Duration::from_secs(1)),
        |builder| builder.idle_timeout(Duration::from_secs(1)),
        |builder| builder.proxy_from_environment(false),
        |builder| builder.http1_only(false),
    ];
    for set in settings {
        for builder in beside_a_service(set) {
            builder.build().unwrap();
        }
    }
}
