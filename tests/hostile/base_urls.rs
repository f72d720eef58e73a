//! A base URL names one origin, which every parser reads in the same way, or is
//! refused.

use connectpay::{Environment, PartnerCredentials, Result};
use proptest::prelude::*;

use crate::cases;
use crate::last::{Last, at_once, runtime};

/// Made up.
#[connectpay::api]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/example/partner/things", auth = partner)]
    async fn things(&self) -> Result<()>;
}

/// Pieces of URLs, good ones and those that parsers disagree about.
const PIECES: &[&str] = &[
    "http",
    "https",
    "HTTPS",
    "ftp",
    "://",
    ":",
    "/",
    "//",
    "\\",
    "@",
    "?",
    "#",
    "localhost",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[",
    "]",
    "evil.example",
    "api.example",
    "LOCALHOST",
    "localhost.",
    "localhost.evil.example",
    "user",
    "443",
    "80",
    "8080",
    "99999",
    "..",
    ".",
    "%2e",
    "%2f",
    "%40",
    "%",
    " ",
    "\t",
    "\n",
    "\0",
    "é",
    "。",
    "ß",
    "xn--",
    "a",
    "-",
    "_",
    "prefix",
    ";",
    "*",
];

fn base_url() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    let start = prop_oneof![
        4 => Just("https://"),
        4 => Just("http://"),
        1 => Just(""),
    ];
    (start, prop::collection::vec(piece, 0..6))
        .prop_map(|(start, pieces)| start.to_owned() + &pieces.concat())
}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn a_base_url_is_refused_or_names_one_origin_that_is_https_or_loopback(text in base_url()) {
        let Ok(environment) = Environment::custom(&text) else {
            return Ok(());
        };
        thread_local! {
            static RUNTIME: tokio::runtime::Runtime = runtime();
        }
        let last = Last::default();
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let client = last.builder(environment, credentials).build().unwrap();
        RUNTIME.with(|runtime| {
            let _inside = runtime.enter();
            at_once(client.things()).unwrap();
        });
        let sent = last.take().unwrap().uri;

        // What the user wrote, as a parser of the other standard reads it.
        let Ok(meant) = reqwest::Url::parse(&text) else {
            // This is, for example, `xn--` before text that is not Punycode. The
            // default transport cannot read it either, and refuses it with nothing
            // sent.
            return Ok(());
        };
        let read = reqwest::Url::parse(&sent.to_string()).unwrap();
        prop_assert_eq!(meant.origin(), read.origin());
        prop_assert!(meant.username().is_empty() && meant.password().is_none());
        prop_assert!(meant.query().is_none() && meant.fragment().is_none());
        prop_assert_eq!(read.path(), sent.path());
        prop_assert!(sent.path().ends_with("/example/partner/things"));
        let host = read.host_str().unwrap().trim_matches(['[', ']']);
        let loopback = host == "localhost"
            || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        prop_assert!(sent.scheme_str() == Some("https") || loopback, "{sent}");
    }
}
