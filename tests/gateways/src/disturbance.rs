//! What happens to the gateway or the application while calls go on.

use crate::application::Application;
use crate::gateway::Running;

/// Something that operators do, or that happens to them.
#[derive(Clone, Copy, Debug)]
pub enum Disturbance {
    /// Nothing.
    None,
    /// The gateway reads its configuration again, so many times.
    Reload(usize),
    /// The application is killed and started again, so many times.
    Kill(usize),
}

impl Disturbance {
    /// How often it happens.
    pub(crate) const fn times(self) -> usize {
        match self {
            Self::None => 0,
            Self::Reload(times) | Self::Kill(times) => times,
        }
    }

    /// Does it, evenly over the arrivals, and says how often. It does nothing
    /// more once the load has ended.
    pub(crate) fn happen(
        self,
        calls: usize,
        gateway: &Running,
        application: &mut Application<'_>,
    ) -> usize {
        let arrivals = application.arrivals().clone();
        for time in 0..self.times() {
            // Over the first two thirds: what a dead application does not get
            // is missing at the end.
            let due = (time + 1) * calls * 2 / (3 * (self.times() + 1));
            if !arrivals.wait_for(due) {
                return time;
            }
            match self {
                Self::None => {}
                Self::Reload(_) => gateway.reload(),
                Self::Kill(_) => {
                    application.kill();
                    application.start_again();
                }
            }
        }
        self.times()
    }
}
