//! One client, with a gateway and an application of its own.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::access_log;
use crate::application::Application;
use crate::arrivals::Arrivals;
use crate::certificates::Certificates;
use crate::gateway::{ACCESS_LOG, Protocol, Running};
use crate::load;
use crate::peer;
use crate::scenario::Scenario;
use crate::transports::Transport;
use crate::verdict::Verdict;

/// One of those who make the calls.
#[derive(Clone, Copy)]
pub(crate) enum Caller {
    Peer,
    Client(&'static Transport),
}

/// What one client came to in one scenario.
pub(crate) struct Figures {
    pub(crate) caller: Caller,
    pub(crate) verdict: Verdict,
    /// Those over which a request came, by the gateway's log.
    pub(crate) connections: usize,
    pub(crate) time: Duration,
    /// How often what the scenario disturbs was disturbed under load.
    pub(crate) disturbed: usize,
    /// Requests that arrived and that nobody made.
    pub(crate) strays: Vec<String>,
}

impl Caller {
    /// What the report calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Peer => "Go's `net/http`",
            Self::Client(transport) => transport.name,
        }
    }

    /// Whether its failures are held against those of the peer.
    pub(crate) fn is_counted(self, protocol: Protocol) -> bool {
        match self {
            Self::Peer => false,
            Self::Client(transport) => transport.knows_streams || protocol == Protocol::Http1,
        }
    }
}

/// Makes all calls of the scenario with one caller. The folder is for what the
/// gateway reads and writes; `program` is the one in Go.
pub(crate) fn run(folder: &Path, program: &Path, scenario: &Scenario, caller: Caller) -> Figures {
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder).expect("the target folder can be written to");
    let certificates = Certificates::write(folder);
    let mut application = Application::start(program, scenario.pause);
    let gateway = scenario
        .gateway
        .start(folder, scenario.protocol, application.port());
    let calls = scenario.calls();
    let (fates, disturbed, time) = thread::scope(|scope| {
        let load_ends = LoadEnds(application.arrivals().clone());
        let (disturbance, gateway) = (scenario.disturbance, &gateway);
        let application = &mut application;
        let disturbing = scope.spawn(move || disturbance.happen(calls, gateway, application));
        let begun = Instant::now();
        let fates = call(caller, program, scenario, gateway, &certificates, calls);
        let time = begun.elapsed();
        drop(load_ends);
        let disturbed = disturbing.join().expect("the disturbance can happen");
        (fates, disturbed, time)
    });
    // In this order, so that every request has come to its end.
    gateway.stop();
    let arrivals = application.stop();
    let method = scenario.request.method;
    Figures {
        caller,
        verdict: Verdict::new(&fates, method, scenario.promise, |reference| {
            arrivals.of(method, reference)
        }),
        connections: access_log::connections(&folder.join(ACCESS_LOG)),
        time,
        disturbed,
        strays: arrivals.strays(method, calls),
    }
}

fn call(
    caller: Caller,
    program: &Path,
    scenario: &Scenario,
    gateway: &Running,
    certificates: &Certificates,
    calls: usize,
) -> Vec<crate::fate::Fate> {
    let base_url = gateway.base_url();
    let shows_certificate = scenario.shows_certificate;
    match caller {
        Caller::Peer => {
            let identity = shows_certificate.then(|| certificates.client_file());
            let trusted = certificates.authority_file();
            peer::Peer {
                program,
                trusted: &trusted,
                identity: identity.as_deref(),
            }
            .call(&base_url, scenario.request, calls)
        }
        Caller::Client(transport) => {
            let client = transport.client(&base_url, certificates, shows_certificate);
            load::call(&client, scenario.request, calls)
        }
    }
}

/// Tells those who wait for arrivals, also where a call panics.
struct LoadEnds(Arrivals);

impl Drop for LoadEnds {
    fn drop(&mut self) {
        self.0.load_has_ended();
    }
}
