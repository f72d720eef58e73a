//! Plays a scenario with every client.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::go;
use crate::load::IN_FLIGHT;
use crate::programs;
use crate::promise::Promise;
use crate::report::report;
use crate::request::Method;
use crate::run::{Caller, Figures, run};
use crate::scenario::Scenario;
use crate::transports::TRANSPORTS;

/// Plays a scenario with Go's client and then with every transport of the
/// library, in folders below this one, which stay where a promise is not kept.
/// Only one scenario is played at a time.
///
/// Where a program is not installed it prints so and does nothing.
///
/// # Panics
///
/// Where a promise is not kept.
pub fn play(folder: &Path, scenario: &Scenario) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    if !programs::are_installed(&["go", scenario.gateway.program()]) {
        return;
    }
    let program = go::program(folder);
    let folder = folder.join(file_name(&scenario.to_string()));
    let run = |caller: Caller| {
        let folder = folder.join(file_name(caller.name()));
        run(&folder, program, scenario, caller)
    };
    let peer = run(Caller::Peer);
    let clients: Vec<Figures> = TRANSPORTS
        .iter()
        .map(|transport| run(Caller::Client(transport)))
        .collect();
    report(scenario, &peer, &clients);
    let mut broken = disturbance_broken(scenario, &peer);
    for client in &clients {
        broken.extend(disturbance_broken(scenario, client));
        broken.extend(promises_broken(scenario, client, &peer));
    }
    assert!(
        broken.is_empty(),
        "{scenario}:\n{}\nwhat the gateway wrote is in {}",
        broken.join("\n"),
        folder.display()
    );
    fs::remove_dir_all(folder).ok();
}

/// A scenario that did not take place shows nothing.
fn disturbance_broken(scenario: &Scenario, figures: &Figures) -> Vec<String> {
    let (name, times) = (figures.caller.name(), scenario.disturbance.times());
    let mut broken = Vec::new();
    if figures.disturbed < times {
        broken.push(format!(
            "{name}: {:?} happened {} times under load; make more calls",
            scenario.disturbance, figures.disturbed
        ));
    }
    if figures.verdict.unrefused > 0 {
        broken.push(format!(
            "{name}: {} calls succeeded that the gateway was to refuse",
            figures.verdict.unrefused
        ));
    }
    broken
}

fn promises_broken(scenario: &Scenario, client: &Figures, peer: &Figures) -> Vec<String> {
    let (name, verdict) = (client.caller.name(), &client.verdict);
    let mut broken = Vec::new();
    let mut tell = |what: String, samples: &[String]| {
        broken.push(format!("{name}: {what}"));
        let samples = samples.iter().take(5);
        broken.extend(samples.map(|sample| format!("    {sample}")));
    };
    if !verdict.lies.is_empty() {
        let count = verdict.lies.len();
        tell(format!("{count} outcomes lie, such as"), &verdict.lies);
    }
    if !client.strays.is_empty() {
        tell("nobody made these requests".to_owned(), &client.strays);
    }
    if scenario.request.method == Method::Post && verdict.twice > 0 {
        tell(format!("{} payments arrived twice", verdict.twice), &[]);
    }
    let (ours, theirs) = (verdict.failed_unexcused(), peer.verdict.failed_unexcused());
    let most_unknown = 2 * IN_FLIGHT * scenario.disturbance.times();
    if matches!(scenario.promise, Promise::SomeAreUnknown) && verdict.unknown > most_unknown {
        let unknown = verdict.unknown;
        tell(
            format!("{unknown} calls are `Unknown`, which {most_unknown} may be"),
            &[],
        );
    }
    let most = match scenario.promise {
        Promise::NoneFails => 0,
        _ => theirs,
    };
    if ours > most && client.caller.is_counted(scenario.protocol) {
        let what = format!(
            "{ours} of {} calls failed by themselves, which {most} may; {theirs} of {}",
            verdict.calls,
            peer.caller.name()
        );
        let samples = verdict.unexcused.iter();
        let samples: Vec<_> = samples
            .map(|(message, count)| format!("{count} × {message}"))
            .collect();
        tell(what, &samples);
    }
    broken
}

fn file_name(text: &str) -> String {
    text.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}
