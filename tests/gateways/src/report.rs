//! The figures of a scenario, for people.

use std::env;
use std::fs::OpenOptions;
use std::io::Write as _;

use crate::run::{Caller, Figures};
use crate::scenario::Scenario;
use crate::verdict::Verdict;

const HEADER: &str = "\
| gateway | protocol | scenario | method | calls | client | failed | unexcused | never received \
| `NotSent` | `Rejected` | `Unknown` | outcomes that lie | received twice | connections | time |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
";

/// Prints each client's figures next to Go's, and adds all of them to the table at
/// `CONNECTPAY_GATEWAY_REPORT`.
pub(crate) fn report(scenario: &Scenario, peer: &Figures, clients: &[Figures]) {
    for client in clients {
        print(&format!(
            "{scenario}: {}; {}",
            summary(client),
            summary(peer)
        ));
    }
    let Some(path) = env::var_os("CONNECTPAY_GATEWAY_REPORT") else {
        return;
    };
    let file = OpenOptions::new().create(true).append(true).open(&path);
    let mut file = file.unwrap_or_else(|error| {
        panic!("CONNECTPAY_GATEWAY_REPORT is `{}`: {error}", path.display())
    });
    let is_new = file.metadata().is_ok_and(|file| file.len() == 0);
    let mut table = if is_new { HEADER } else { "" }.to_owned();
    for figures in clients.iter().chain([peer]) {
        table += &row(scenario, figures);
    }
    file.write_all(table.as_bytes())
        .expect("the report can be written to");
}

#[expect(clippy::print_stdout, reason = "figures for whoever runs the test")]
fn print(line: &str) {
    println!("{line}");
}

fn summary(figures: &Figures) -> String {
    let verdict = &figures.verdict;
    let claims = match figures.caller {
        Caller::Peer => String::new(),
        Caller::Client(_) => format!(
            " ({} NotSent, {} Rejected, {} Unknown; {} lie)",
            verdict.not_sent,
            verdict.rejected,
            verdict.unknown,
            verdict.lies.len()
        ),
    };
    format!(
        "{}: {} of {} failed{claims}, {} of them unexcused, {} never received; \
         {} received twice, {} connections, {:.1} s",
        figures.caller.name(),
        verdict.failed,
        verdict.calls,
        verdict.failed_unexcused(),
        verdict.failed_unreceived,
        verdict.twice,
        figures.log.connections,
        figures.time.as_secs_f64()
    )
}

fn row(scenario: &Scenario, figures: &Figures) -> String {
    let Verdict {
        calls,
        failed,
        failed_unreceived,
        not_sent,
        rejected,
        unknown,
        twice,
        ..
    } = figures.verdict;
    let claimed = |count: usize| match figures.caller {
        Caller::Peer => "–".to_owned(),
        Caller::Client(_) => count.to_string(),
    };
    let cells = [
        scenario.gateway.name().to_owned(),
        scenario.spoken().name().to_owned(),
        scenario.name.to_owned(),
        scenario.request.method.as_str().to_owned(),
        calls.to_string(),
        figures.caller.name().to_owned(),
        failed.to_string(),
        figures.verdict.failed_unexcused().to_string(),
        failed_unreceived.to_string(),
        claimed(not_sent),
        claimed(rejected),
        claimed(unknown),
        claimed(figures.verdict.lies.len()),
        twice.to_string(),
        figures.log.connections.to_string(),
        format!("{:.1} s", figures.time.as_secs_f64()),
    ];
    format!("| {} |\n", cells.join(" | "))
}
