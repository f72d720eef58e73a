//! How often something happened, and whether two of these differ by chance.

/// A count out of a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) count: usize,
    pub(crate) of: usize,
}

impl Rate {
    /// The most that may happen out of this number if both have one cause: four
    /// standard deviations of the difference above this rate.
    ///
    /// The deviation is that of two binomial samples with their common rate. Four
    /// of them are exceeded by chance once in thirty thousand runs.
    pub(crate) fn most_by_chance(self, other: Self) -> usize {
        const DEVIATIONS: f64 = 4.0;
        let [here, there] = [self.of.max(1), other.of.max(1)].map(exact);
        let common = exact(self.count + other.count) / (here + there);
        let variance = common * (1.0 - common) * (1.0 / here + 1.0 / there);
        let expected = exact(self.count) / here;
        let most = there * (expected + DEVIATIONS * variance.sqrt());
        // Numbers of calls are between zero and some hundred thousand.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "see above"
        )]
        let most = most.floor() as usize;
        most
    }
}

fn exact(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("no run makes billions of calls"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_by_chance_is_told_from_what_is_worse() {
        let peer = Rate {
            count: 105,
            of: 2_000,
        };
        let is_chance = |count| {
            let ours = Rate { count, of: 2_000 };
            count <= peer.most_by_chance(ours)
        };
        assert!(is_chance(97));
        assert!(is_chance(140));
        assert!(!is_chance(180));
    }

    #[test]
    fn few_calls_differ_by_chance_in_one() {
        let (peer, ours) = (Rate { count: 6, of: 7 }, Rate { count: 7, of: 7 });
        assert!(peer.most_by_chance(ours) >= ours.count);
    }
}
