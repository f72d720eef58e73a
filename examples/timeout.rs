//! Set a time limit for one call, and the limits of a client.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::time::{Duration, Instant};

use connectpay::{Client, Environment, PartnerCredentials, Result};

/// One of the documented paths.
#[connectpay::api(auth = partner)]
pub trait TopUps {
    /// Starts a top-up of a user's account.
    #[connectpay::endpoint(method = POST, path = "/baas-sca/merchant/partner/topup/pis")]
    async fn top_up(&self) -> Result<()>;
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    // A server that takes requests and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0")?;
    let environment = Environment::custom(&format!("http://{}", silent.local_addr()?))?;
    let client = Client::builder(
        environment,
        PartnerCredentials::new("ConnectPay", "EasyBanking")?,
    )
    // This applies to all calls of the client. The default is 30 seconds.
    .timeout(Duration::from_secs(2))
    .build()?;

    let begun = Instant::now();
    let call = client.top_up().timeout(Duration::from_millis(300));
    if let Err(error) = call.await {
        println!("After {:?}: {error}", begun.elapsed());
        println!(
            "A time limit: {}. Its effect: {:?}.",
            error.is_timeout(),
            error.outcome()
        );
    }
    Ok(())
}
