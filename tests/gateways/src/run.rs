//! One client, with a gateway and an application of its own.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::access_log::AccessLog;
use crate::application::Application;
use crate::arrivals::Arrivals;
use crate::budget::Budget;
use crate::certificates::Certificates;
use crate::fate::Fate;
use crate::gateway::{ACCESS_LOG, Protocol};
use crate::load;
use crate::peer;
use crate::relay::Relay;
use crate::scenario::Scenario;
use crate::transports::Transport;
use crate::verdict::Verdict;

/// A client that makes the calls.
#[derive(Clone, Copy)]
pub(crate) enum Caller {
    Peer,
    Client(&'static Transport),
}

/// The figures of one client in one scenario.
pub(crate) struct Figures {
    pub(crate) caller: Caller,
    pub(crate) verdict: Verdict,
    /// The gateway's own figures.
    pub(crate) log: AccessLog,
    pub(crate) time: Duration,
    /// How often the disturbance happened under load.
    pub(crate) disturbed: usize,
    /// Requests that arrived and that nobody made.
    pub(crate) strays: Vec<String>,
}

impl Caller {
    /// The client's name in the report.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Peer => "Go's `net/http`",
            Self::Client(transport) => transport.name,
        }
    }

    /// Whether its failures are compared with the peer's.
    pub(crate) fn is_counted(self, scenario: &Scenario) -> bool {
        match self {
            Self::Peer => false,
            Self::Client(transport) if scenario.pace.is_some() => transport.knows_ends,
            Self::Client(transport) => {
                transport.knows_streams || scenario.spoken() == Protocol::Http1
            }
        }
    }

    /// How much of a scenario the client plays.
    fn budget(self, scenario: &Scenario) -> Budget {
        let budget = scenario.budget();
        match self {
            Self::Client(transport) if transport.is_default => budget,
            Self::Client(_) | Self::Peer => budget.in_half_the_time(),
        }
    }
}

/// Makes all calls of the scenario with one caller. The gateway reads and writes in the
/// folder; `program` is the one in Go.
pub(crate) fn run(folder: &Path, program: &Path, scenario: &Scenario, caller: Caller) -> Figures {
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder).expect("the target folder can be written to");
    let certificates = Certificates::write(folder);
    let mut application = Application::start(program, scenario.servers, scenario.pause);
    let gateway = scenario
        .gateway
        .start(folder, scenario.protocol, &application.ports());
    let relay =
        (!scenario.distance.is_zero()).then(|| Relay::start(gateway.port(), scenario.distance));
    let port = relay.as_ref().map_or(gateway.port(), Relay::port);
    let budget = caller.budget(scenario);
    let (fates, disturbed, time) = thread::scope(|scope| {
        let load_ends = LoadEnds(application.arrivals().clone());
        let (disturbance, gateway) = (scenario.disturbance, &gateway);
        let application = &mut application;
        let disturbing = scope.spawn(move || disturbance.happen(budget, gateway, application));
        let begun = Instant::now();
        let fates = call(caller, program, scenario, port, &certificates, budget);
        let time = begun.elapsed();
        drop(load_ends);
        let disturbed = disturbing.join().expect("the disturbance can happen");
        (fates, disturbed, time)
    });
    // This order makes sure that every request is complete.
    drop(relay);
    gateway.stop();
    let arrivals = application.stop();
    let method = scenario.request.method;
    Figures {
        caller,
        verdict: Verdict::new(&fates, method, scenario.promise, |reference| {
            arrivals.of(method, reference)
        }),
        log: AccessLog::read(&folder.join(ACCESS_LOG)),
        time,
        disturbed,
        strays: arrivals.strays(method, fates.len()),
    }
}

fn call(
    caller: Caller,
    program: &Path,
    scenario: &Scenario,
    port: u16,
    certificates: &Certificates,
    budget: Budget,
) -> Vec<Fate> {
    let base_url = format!("https://localhost:{port}");
    match caller {
        Caller::Peer => {
            let identity = scenario
                .shows_certificate
                .then(|| certificates.client_file());
            let trusted = certificates.authority_file();
            peer::Peer {
                program,
                trusted: &trusted,
                identity: identity.as_deref(),
            }
            .call(&base_url, scenario, budget)
        }
        Caller::Client(transport) => {
            let client = || transport.client(&base_url, certificates, scenario);
            load::call(client, scenario, budget)
        }
    }
}

/// Tells the waiters for arrivals, even if a call panics.
struct LoadEnds(Arrivals);

impl Drop for LoadEnds {
    fn drop(&mut self) {
        self.0.load_has_ended();
    }
}
