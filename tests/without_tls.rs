//! The library without TLS, as the default members of the workspace build it. All packages
//! together have TLS, because Cargo builds a dependency with the features that any of them
//! asks for; a test that finds it says so, and fails if `CONNECTPAY_WITHOUT_TLS_REQUIRED` is set.

use connectpay::{Client, Environment, PartnerCredentials, Result};

fn build(environment: Environment) -> Result<Client> {
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    Client::builder(environment, credentials).build()
}

#[test]
#[expect(clippy::print_stderr, reason = "who reads the output should know")]
fn a_client_of_a_host_that_needs_tls_is_refused_when_it_is_built() {
    let custom = Environment::custom("https://gateway.internal.example").unwrap();
    for environment in [Environment::Stage, Environment::Production, custom] {
        let Err(error) = build(environment) else {
            let required = std::env::var_os("CONNECTPAY_WITHOUT_TLS_REQUIRED").is_some();
            assert!(!required, "this build has TLS: test the default members");
            eprintln!("skipped, since this build has TLS");
            return;
        };
        let error = error.to_string();
        assert!(error.contains("enable the feature `rustls`"), "{error}");
    }
}

#[test]
fn a_client_of_a_server_on_this_machine_is_built() {
    build(Environment::custom("http://127.0.0.1:8080").unwrap()).unwrap();
}
