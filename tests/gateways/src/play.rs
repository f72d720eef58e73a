//! Plays a scenario with every client.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::breaches;
use crate::budget;
use crate::go;
use crate::programs;
use crate::report::report;
use crate::run::{Caller, Figures, run};
use crate::scenario::Scenario;
use crate::transports::TRANSPORTS;

/// Plays a scenario with Go's client and then with every transport of the library, in
/// folders below this one, which stay if a promise is broken. Only one scenario runs at
/// a time.
///
/// If a program is not installed, it says so and does nothing.
///
/// # Panics
///
/// Panics if a promise is broken.
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
        .filter(|transport| {
            transport.is_default || scenario.pace.is_none() || budget::is_full_run()
        })
        .map(|transport| run(Caller::Client(transport)))
        .collect();
    report(scenario, &peer, &clients);
    let mut broken = breaches::of_scenario(scenario, &peer);
    for client in &clients {
        broken.extend(breaches::of_scenario(scenario, client));
        broken.extend(breaches::of_promises(scenario, client, &peer));
    }
    assert!(
        broken.is_empty(),
        "{scenario}:\n{}\nwhat the gateway wrote is in {}",
        broken.join("\n"),
        folder.display()
    );
    fs::remove_dir_all(folder).ok();
}

fn file_name(text: &str) -> String {
    text.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}
