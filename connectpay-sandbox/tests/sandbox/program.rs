//! The program prints lines that work when they are pasted into a shell.

use std::io::{BufRead as _, BufReader, Lines};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::client::{Answer, Call, LOGOUT, SAMPLE_KEY};

const KEY_VARIABLE: &str = "CONNECTPAY_CLIENT_KEY";
const SECRET_VARIABLE: &str = "CONNECTPAY_CLIENT_SECRET";

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connectpay-sandbox"));
    command.env_remove(KEY_VARIABLE).env_remove(SECRET_VARIABLE);
    command
}

struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Running {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next line that begins with this.
    fn line(&mut self, beginning: &str) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        lines.find(|line| line.starts_with(beginning)).unwrap()
    }

    fn base_url(&mut self) -> String {
        let line = self.line("ConnectPay sandbox at ");
        line.rsplit(' ').next().unwrap().to_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the line in a shell with a `curl` that returns its arguments, and does what
/// `curl` would do with them.
fn paste(line: &str, environment: &[(&str, &str)]) -> Answer {
    let shell = Command::new("sh")
        .arg("-c")
        .arg(format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{line}"))
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    assert!(
        shell.status.success() && shell.stderr.is_empty(),
        "{shell:?}"
    );
    let output = String::from_utf8(shell.stdout).unwrap();
    let mut words = output.lines();
    let (mut method, mut url, mut headers, mut body) = ("GET", "", Vec::new(), "");
    while let Some(word) = words.next() {
        match word {
            "-i" => {}
            "-X" => method = words.next().unwrap(),
            "-H" => headers.push(words.next().unwrap().split_once(": ").unwrap()),
            "-d" => body = words.next().unwrap(),
            _ => url = word,
        }
    }
    let path_at = url.find("/baas-sca").or(url.find("/sandbox")).unwrap();
    let call = Call::new(method, &url[path_at..]).body(body);
    let call = headers
        .iter()
        .fold(call, |call, (name, value)| call.header(name, value));
    call.send_to(&url[..path_at])
}

#[test]
fn the_printed_curl_lines_work_again_and_again_and_are_logged() {
    let mut running = Running::start(&mut program());
    let (partner, user) = (running.line("curl"), running.line("curl"));
    let payment = running.line("curl");
    assert!(partner.contains(SAMPLE_KEY));
    for _ in 0..2 {
        assert_eq!(paste(&partner, &[]).status, 201);
        let logged = running.line("POST");
        assert_eq!(
            logged,
            "POST /baas-sca/user-management/partner/users 201 accepted"
        );
        assert_eq!(paste(&user, &[]).status, 200);
        assert!(running.line("POST").ends_with(" 200 accepted"));
        assert_eq!(paste(&payment, &[]).status, 201);
        assert_eq!(
            running.line("POST"),
            "POST /sandbox/client/payments 201 accepted"
        );
    }
}

#[test]
fn credentials_given_as_arguments_are_in_the_curl_line() {
    let mut command = program();
    command.args(["--client-key", "it's", "--client-secret", "\"$HOME\" `id`"]);
    let mut running = Running::start(&mut command);
    assert_eq!(paste(&running.line("curl"), &[]).status, 201);
}

#[test]
fn a_secret_of_the_environment_is_left_to_the_shell_to_fill_in() {
    // This is long, so that `base64` breaks the line.
    let secret = format!("$(id) ' \" \\ {}", "s".repeat(100));
    let mut command = program();
    command
        .env(KEY_VARIABLE, "it's")
        .env(SECRET_VARIABLE, &secret);
    let mut running = Running::start(&mut command);
    assert_eq!(running.line("ClientKey: "), "ClientKey: it's");
    assert_eq!(
        running.line("ClientSecret: "),
        "ClientSecret: as $CONNECTPAY_CLIENT_SECRET"
    );
    let line = running.line("curl");
    assert!(!line.contains("sss") && !line.contains("c3Nz"), "{line}");
    assert_eq!(paste(&line, &[(SECRET_VARIABLE, &secret)]).status, 201);
    assert_eq!(paste(&line, &[(SECRET_VARIABLE, "another")]).status, 401);
}

#[test]
fn another_token_is_printed_when_one_is_over() {
    let mut command = program();
    command.args(["--token-lifetime", "3600"]);
    let mut running = Running::start(&mut command);
    let base_url = running.base_url();
    let line = running.line("Access token of ada@example.com for 3600 seconds: ");
    let bearer = format!("Bearer {}", line.rsplit(' ').next().unwrap());
    let logout = Call::post(LOGOUT)
        .header("Authorization", &bearer)
        .psu_ip("203.0.113.7");
    assert_eq!(logout.send_to(&base_url).status, 204);
    assert_eq!(logout.send_to(&base_url).status, 401);

    let logged = running.line("POST /baas-sca/user-management/client/users/logout 401");
    assert!(logged.ends_with(" token-revoked"), "{logged}");
    assert_ne!(running.line("Access token"), line);
    assert_eq!(paste(&running.line("curl"), &[]).status, 200);
}

#[test]
fn a_token_is_printed_for_each_user_that_is_named() {
    let mut command = program();
    command.args(["--issue-token", "grace", "--issue-token", "it's \u{1b}[2J"]);
    let mut running = Running::start(&mut command);
    for user in ["grace", r"it\'s \u{1b}[2J"] {
        running.line(&format!("Access token of {user} for 300 seconds: "));
        assert_eq!(paste(&running.line("curl"), &[]).status, 200);
    }
}

#[test]
fn a_code_is_in_the_log_as_it_is_sent() {
    let mut running = Running::start(&mut program());
    running.line("Access token");
    assert_eq!(paste(&running.line("curl"), &[]).status, 200);
    let line = running.line("One-time password");
    let code = line
        .strip_prefix("One-time password of ada@example.com: ")
        .unwrap();
    assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()));
}

#[test]
fn a_refusal_is_logged_with_its_rule_and_without_the_query() {
    let mut running = Running::start(&mut program());
    let base_url = running.base_url();
    Call::new("GET", "/x/client/y?z=hunter2").send_to(&base_url);
    assert_eq!(running.line("GET"), "GET /x/client/y 401 token-missing");
}

#[test]
fn help_does_not_show_a_secret_of_the_environment() {
    let help = program()
        .arg("--help")
        .env(SECRET_VARIABLE, "hunter2")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(help.contains(SECRET_VARIABLE), "{help}");
    assert!(!help.contains("hunter2"), "{help}");
}

#[test]
fn unusable_arguments_are_an_error_that_does_not_repeat_a_secret() {
    for arguments in [["--client-secret", "hunter2\n"], ["--token-lifetime", "0"]] {
        let output = program().args(arguments).output().unwrap();
        assert!(!output.status.success());
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            error.starts_with("error: ") && !error.contains("hunter2"),
            "{error}"
        );
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = program().args(["--port", &port]).output().unwrap();
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.starts_with(&format!("error: port {port} of 127.0.0.1 is taken")),
        "{error}"
    );
}
