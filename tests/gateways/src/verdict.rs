//! Compares how the calls of a run ended with what arrived.

use std::collections::BTreeMap;

use connectpay::Outcome;

use crate::arrivals::Count;
use crate::fate::{Failure, Fate};
use crate::promise::Promise;
use crate::request::Method;

/// The sums of one run.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) calls: usize,
    pub(crate) failed: usize,
    pub(crate) not_sent: usize,
    pub(crate) rejected: usize,
    pub(crate) unknown: usize,
    /// Failures of requests that never arrived, which the client could have reported or
    /// avoided if it had known.
    pub(crate) failed_unreceived: usize,
    /// Requests that arrived more than once.
    pub(crate) twice: usize,
    /// Statements of the client that the arrivals contradict.
    pub(crate) lies: Vec<String>,
    /// The failures that the scenario does not excuse, by message.
    pub(crate) unexcused: BTreeMap<String, usize>,
    /// Successes although the gateway should refuse every call.
    pub(crate) unrefused: usize,
}

impl Verdict {
    /// `arrivals` says how often the request with a reference arrived.
    pub(crate) fn new(
        fates: &[Fate],
        method: Method,
        promise: Promise,
        arrivals: impl Fn(usize) -> Count,
    ) -> Self {
        let mut verdict = Self {
            calls: fates.len(),
            ..Self::default()
        };
        for (reference, fate) in fates.iter().enumerate() {
            let count = arrivals(reference);
            verdict.twice += usize::from(count.begun > 1);
            if let Some(lie) = lie(fate, method, count) {
                verdict.lies.push(format!("call {reference} {lie}"));
            }
            match fate {
                Fate::Failed(failure) => verdict.add(failure, promise, count),
                _ => verdict.unrefused += usize::from(promise.refuses_every_call()),
            }
        }
        verdict
    }

    /// How many failures the scenario does not excuse.
    pub(crate) fn failed_unexcused(&self) -> usize {
        self.unexcused.values().sum()
    }

    fn add(&mut self, failure: &Failure, promise: Promise, count: Count) {
        self.failed += 1;
        self.failed_unreceived += usize::from(count.begun == 0);
        match failure.claim.map(|claim| claim.outcome) {
            Some(Outcome::NotSent) => self.not_sent += 1,
            Some(Outcome::Rejected) => self.rejected += 1,
            Some(_) => self.unknown += 1,
            None => {}
        }
        if !promise.excuses(failure) {
            let claim = failure.claim.map(|claim| format!("{claim:?} "));
            let text = format!("{}{}", claim.unwrap_or_default(), failure.message);
            *self.unexcused.entry(text).or_default() += 1;
        }
    }
}

/// How the arrivals contradict what the client says, if they do.
fn lie(fate: &Fate, method: Method, count: Count) -> Option<String> {
    let Count { begun, whole } = count;
    let is_true = match (fate, method) {
        (Fate::AnsweredAnother, _) => return Some("got another call's answer".to_owned()),
        (Fate::Succeeded, Method::Post) => (begun, whole) == (1, 1),
        (Fate::Succeeded, Method::Get) => whole > 0,
        (Fate::Failed(failure), _) => match (failure.claim.map(|claim| claim.outcome), method) {
            (Some(Outcome::NotSent | Outcome::Rejected), _) => begun == 0,
            (Some(_), Method::Post) => begun <= 1,
            (Some(_), Method::Get) | (None, _) => true,
        },
    };
    (!is_true).then(|| format!("ended with {fate:?}, and the application saw {count:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fate::Claim;
    use crate::promise::Answer;

    fn failed(outcome: Outcome, status: Option<u16>) -> Fate {
        Fate::Failed(Failure {
            claim: Some(Claim {
                outcome,
                is_transient: true,
            }),
            status,
            message: String::new(),
        })
    }

    fn lies(fate: &Fate, method: Method, begun: usize, whole: usize) -> bool {
        let arrivals = |_| Count { begun, whole };
        let verdict = Verdict::new(
            std::slice::from_ref(fate),
            method,
            Promise::NoneFails,
            arrivals,
        );
        !verdict.lies.is_empty()
    }

    #[test]
    fn a_payment_that_succeeded_arrived_exactly_once() {
        let lies = |begun, whole| lies(&Fate::Succeeded, Method::Post, begun, whole);
        assert!(!lies(1, 1));
        assert!(lies(0, 0));
        assert!(lies(1, 0));
        assert!(lies(2, 1));
        assert!(lies(2, 2));
    }

    #[test]
    fn a_lookup_that_succeeded_arrived_at_least_once() {
        let lies = |begun, whole| lies(&Fate::Succeeded, Method::Get, begun, whole);
        assert!(!lies(1, 1));
        assert!(!lies(2, 1));
        assert!(lies(0, 0));
    }

    #[test]
    fn what_was_not_sent_or_was_rejected_never_arrived() {
        for outcome in [Outcome::NotSent, Outcome::Rejected] {
            for method in [Method::Post, Method::Get] {
                assert!(!lies(&failed(outcome, None), method, 0, 0));
                assert!(lies(&failed(outcome, None), method, 1, 0));
                assert!(lies(&failed(outcome, None), method, 1, 1));
            }
        }
    }

    #[test]
    fn a_payment_of_unknown_outcome_arrived_once_at_the_most() {
        let unknown = failed(Outcome::Unknown, None);
        assert!(!lies(&unknown, Method::Post, 0, 0));
        assert!(!lies(&unknown, Method::Post, 1, 1));
        assert!(lies(&unknown, Method::Post, 2, 1));
        assert!(!lies(&unknown, Method::Get, 2, 1));
    }

    #[test]
    fn the_answer_to_another_call_is_a_lie() {
        assert!(lies(&Fate::AnsweredAnother, Method::Post, 1, 1));
    }

    #[test]
    fn what_arrived_twice_is_counted_whatever_the_client_says() {
        let fates = [failed(Outcome::Unknown, None), Fate::Succeeded];
        let twice = |_| Count { begun: 2, whole: 1 };
        let verdict = Verdict::new(&fates, Method::Get, Promise::NoneFails, twice);
        assert_eq!((verdict.twice, verdict.lies.len()), (2, 0));
    }

    #[test]
    fn a_failure_is_excused_by_the_answer_that_the_scenario_names_alone() {
        let promise = Promise::EveryCallIsAnswered(Answer {
            statuses: &[429],
            outcome: Outcome::Rejected,
            is_transient: true,
        });
        let fates = [
            failed(Outcome::Rejected, Some(429)),
            failed(Outcome::Unknown, Some(429)),
            failed(Outcome::Rejected, Some(400)),
            failed(Outcome::Unknown, None),
            Fate::Succeeded,
        ];
        let verdict = Verdict::new(&fates, Method::Get, promise, |_| Count::default());
        assert_eq!(verdict.failed, 4);
        assert_eq!(verdict.failed_unexcused(), 3);
        assert_eq!(verdict.unrefused, 1);
        assert_eq!((verdict.rejected, verdict.unknown), (2, 2));
    }
}
