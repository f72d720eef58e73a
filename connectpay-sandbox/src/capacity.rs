//! How much the sandbox keeps, so that a program that runs for weeks does not take all the
//! memory of its machine.

use crate::problem::Refusal;
use crate::rule::Rule;

/// How many bytes the users take at most, and how many the payments: their texts, plus 512
/// bytes for each. Then a new one is refused with 503
/// ([`Rule::CapacityReached`](crate::Rule::CapacityReached)).
///
/// None is forgotten to make room, since every payment is a part of the balance of its
/// accounts.
pub const CAPACITY_BYTES: usize = 64 * 1024 * 1024;

/// What each takes besides its texts.
const EACH: usize = 512;

/// The bytes that are taken.
#[derive(Default)]
pub(crate) struct Capacity(usize);

impl Capacity {
    /// Takes room for one more thing, whose texts have this length.
    pub(crate) fn take(&mut self, texts: usize) -> Result<(), Refusal> {
        let taken = self.0.saturating_add(EACH).saturating_add(texts);
        if taken > CAPACITY_BYTES {
            return Err(Refusal::new(
                Rule::CapacityReached,
                "the sandbox keeps as many users or payments as it has room for; start it anew",
            ));
        }
        self.0 = taken;
        Ok(())
    }

    /// Gives back the room of one thing.
    pub(crate) fn give_back(&mut self, texts: usize) {
        self.0 = self.0.saturating_sub(EACH.saturating_add(texts));
    }
}
