//! The sandbox as a program: prints how to call it, then logs what arrives.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _, Parser};
use connectpay_sandbox::{
    RecordedRequest, Rule, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET, Sandbox, SentCode,
};
use tokio::sync::mpsc;

const SECRET_VARIABLE: &str = "CONNECTPAY_CLIENT_SECRET";

/// A loopback server that enforces what ConnectPay documents about
/// authentication. Prints its credentials, an access token and a `curl` line
/// for each scheme, then logs every request with its verdict and every one-time
/// password that it sends, and prints other access tokens when one was refused
/// because its life is over. Ctrl-C stops it.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 lets the system choose a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,

    /// The partner's `ClientKey`.
    #[arg(long, env = "CONNECTPAY_CLIENT_KEY", hide_env_values = true, default_value = SAMPLE_CLIENT_KEY)]
    client_key: String,

    /// The partner's `ClientSecret`. Other users of the machine can see
    /// arguments; a secret in the environment is hidden from them, and it is
    /// not printed.
    #[arg(long, env = SECRET_VARIABLE, hide_env_values = true, default_value = SAMPLE_CLIENT_SECRET)]
    client_secret: String,

    /// How long an access token lives, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    token_lifetime: u64,

    /// A user to print an access token for; may be given more than once. The
    /// name is free; that of a user who was created is the email.
    #[arg(
        long = "issue-token",
        value_name = "USER",
        default_value = "ada@example.com"
    )]
    users: Vec<String>,
}

/// What is logged.
enum Event {
    Answered(RecordedRequest),
    Sent(SentCode),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let matches = Arguments::command().get_matches();
    let secret_is_private = matches.value_source("client_secret") == Some(ValueSource::EnvVariable);
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    match run(arguments, secret_is_private).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments, secret_is_private: bool) -> io::Result<()> {
    let (answered, mut events) = mpsc::unbounded_channel();
    let sent = answered.clone();
    let sandbox = Sandbox::builder()
        .port(arguments.port)
        .client_key(arguments.client_key)
        .client_secret(arguments.client_secret)
        .token_lifetime(Duration::from_secs(arguments.token_lifetime))
        .observer(move |request| {
            // Fails only while the program ends.
            let _ = answered.send(Event::Answered(request.clone()));
        })
        .code_observer(move |code| {
            let _ = sent.send(Event::Sent(code.clone()));
        })
        .start()
        .await?;

    print(&format!("ConnectPay sandbox at {}\n", sandbox.base_url()));
    print(&as_partner(&sandbox, secret_is_private));
    let print_tokens = || {
        for user in &arguments.users {
            print(&as_user(&sandbox, user, arguments.token_lifetime));
        }
    };
    print_tokens();
    loop {
        let event = tokio::select! {
            stopped = tokio::signal::ctrl_c() => return stopped,
            event = events.recv() => event,
        };
        match event {
            Some(Event::Answered(request)) => {
                print(&verdict(&request));
                if request.rule.is_some_and(is_over) {
                    print_tokens();
                }
            }
            Some(Event::Sent(sent)) => print(&code(&sent)),
            None => return Ok(()),
        }
    }
}

/// Whether the token that was printed before is no longer usable.
fn is_over(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::TokenExpired | Rule::TokenRevoked | Rule::EventExpired
    )
}

/// A reader that has gone away, such as `head` in a pipe, is no reason to stop serving,
/// so failures are ignored.
fn print(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

fn as_partner(sandbox: &Sandbox, secret_is_private: bool) -> String {
    let client_key = sandbox.client_key();
    // The variable may hold the real secret of a stage or production account,
    // since the client reads the same one: the shell fills it in.
    let (shown_secret, header) = if secret_is_private {
        let header = format!(
            r#""x-connectpay-api-key: $(printf '%s:%s' {} "${SECRET_VARIABLE}" | base64 | tr -d '\n')""#,
            quoted(client_key)
        );
        (format!("as ${SECRET_VARIABLE}"), header)
    } else {
        let secret = sandbox.client_secret();
        let key = STANDARD.encode(format!("{client_key}:{secret}"));
        (secret.to_owned(), format!("'x-connectpay-api-key: {key}'"))
    };
    let body = r#"{"email":"ada@example.com","password":"encrypted","mobilePhoneNumber":"+37060000000","redirectUrl":"https://example.com/"}"#;
    format!(
        "\
ClientKey: {client_key}
ClientSecret: {shown_secret}
curl -i -X POST -H {header} -H 'Content-Type: application/json' -d '{body}' \
'{base_url}/baas-sca/user-management/partner/users'
",
        base_url = sandbox.base_url(),
    )
}

/// A payment with the least that it needs.
const PAYMENT: &str = r#"{"paymentRail":"SEPA_SCT_INST","externalReference":"order-1","creditorName":"Grace Hopper","creditorAccount":{"iban":"DE89370400440532013000"},"instructedAmount":{"amount":"12.50","currency":"EUR"}}"#;

fn as_user(sandbox: &Sandbox, user: &str, token_lifetime: u64) -> String {
    format!(
        "\
Access token of {user} for {token_lifetime} seconds: {token}
curl -i -X POST -H 'Authorization: Bearer {token}' -H 'PSU-IP-Address: 203.0.113.7' \
'{base_url}/baas-sca/user-management/client/sca/authorise/{event}'
curl -i -X POST -H 'Authorization: Bearer {token}' -H 'PSU-IP-Address: 203.0.113.7' \
-H 'Content-Type: application/json' -d '{PAYMENT}' '{base_url}/sandbox/client/payments'
",
        user = user.escape_debug(),
        token = sandbox.issue_token(user).expose_secret(),
        base_url = sandbox.base_url(),
        event = sandbox.authority().start_challenge(user),
    )
}

/// Quotes a text for a shell, which has no escapes within single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Replaces an SMS. A user's name comes from a request, so it may contain control
/// sequences for a terminal.
fn code(sent: &SentCode) -> String {
    format!(
        "One-time password of {}: {}",
        sent.user.escape_debug(),
        sent.code
    )
}

/// Leaves out the query, which could contain what does not belong in a log.
fn verdict(request: &RecordedRequest) -> String {
    let path = request.path.split('?').next().unwrap_or_default();
    let status = match request.status {
        Some(status) => status.as_str().to_owned(),
        None => "unanswered".to_owned(),
    };
    let outcome = match request.rule {
        Some(rule) => rule.name(),
        None if request.fault => "fault",
        None => "accepted",
    };
    format!("{} {path} {status} {outcome}", request.method)
}
