//! What happens to the gateway or the application while calls go on.

use std::time::Instant;

use crate::application::Application;
use crate::budget::Budget;
use crate::gateway::Running;

/// Something that operators do or that happens to them.
#[derive(Clone, Copy, Debug)]
pub enum Disturbance {
    /// Nothing.
    None,
    /// The gateway reads its configuration again, this many times.
    Reload(usize),
    /// All workers of the gateway are killed, this many times, and its master starts
    /// others.
    KillWorkers(usize),
    /// A server of the application is killed and started again, this many times.
    Kill(usize),
}

impl Disturbance {
    /// How often it happens.
    pub(crate) const fn times(self) -> usize {
        match self {
            Self::None => 0,
            Self::Reload(times) | Self::KillWorkers(times) | Self::Kill(times) => times,
        }
    }

    /// Disturbs evenly over the arrivals or over the time, whichever comes first, and
    /// returns how often it did. It does nothing more once the load has ended.
    pub(crate) fn happen(
        self,
        budget: Budget,
        gateway: &Running,
        application: &mut Application,
    ) -> usize {
        let arrivals = application.arrivals().clone();
        let begun = Instant::now();
        for time in 0..self.times() {
            // This uses the first two thirds, since requests that a dead application
            // does not get are missing at the end.
            let (part, parts) = (2 * (time + 1), 3 * (self.times() + 1));
            let due = budget.calls * part / parts;
            let end = budget
                .time
                .map(|time| begun + time * to_u32(part) / to_u32(parts));
            if !arrivals.wait_for(due, end) {
                return time;
            }
            match self {
                Self::None => {}
                Self::Reload(_) => gateway.reload(),
                Self::KillWorkers(_) => gateway.kill_workers(),
                Self::Kill(_) => {
                    application.kill();
                    application.start_again();
                }
            }
        }
        self.times()
    }
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).expect("nothing happens so often")
}
