//! The words for how far a payment has got.

/// Which words are final.
pub(super) struct Words {
    pub(super) completed: &'static [&'static str],
    pub(super) rejected: &'static [&'static str],
}

/// What a word says.
pub(super) enum Progress {
    Completed,
    Rejected,
    Pending,
}

/// As ConnectPay documents them: `ACSC` and `RJCT` are final, `RCVD` and `PDNG` are not.
impl Default for Words {
    fn default() -> Self {
        Self {
            completed: &["ACSC"],
            rejected: &["RJCT"],
        }
    }
}

impl Words {
    /// An unknown word is not final: mistaking it for an end could lead to a second
    /// payment.
    pub(super) fn read(&self, word: &str) -> Progress {
        if self.completed.contains(&word) {
            Progress::Completed
        } else if self.rejected.contains(&word) {
            Progress::Rejected
        } else {
            Progress::Pending
        }
    }
}
