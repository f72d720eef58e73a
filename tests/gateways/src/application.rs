//! The application behind the gateway: servers that say what arrived.

mod server;

use std::path::Path;
use std::time::Duration;

use self::server::Server;
use crate::arrivals::Arrivals;

/// The servers, and what has arrived at any of them so far.
pub(crate) struct Application {
    servers: Vec<Server>,
    arrivals: Arrivals,
}

impl Application {
    /// Starts this many servers, each of which takes this long for an answer.
    pub(crate) fn start(program: &Path, servers: usize, pause: Duration) -> Self {
        let arrivals = Arrivals::default();
        let servers = (0..servers)
            .map(|_| Server::start(program, pause, &arrivals))
            .collect();
        Self { servers, arrivals }
    }

    pub(crate) fn ports(&self) -> Vec<u16> {
        self.servers.iter().map(Server::port).collect()
    }

    pub(crate) fn arrivals(&self) -> &Arrivals {
        &self.arrivals
    }

    /// Kills the first server, as if its machine lost power.
    pub(crate) fn kill(&mut self) {
        self.servers[0].kill();
    }

    pub(crate) fn start_again(&mut self) {
        self.servers[0].start_again();
    }

    /// Lets the application answer what it has begun, so that the arrivals are
    /// complete.
    pub(crate) fn stop(self) -> Arrivals {
        for server in self.servers {
            server.stop();
        }
        self.arrivals
    }
}
