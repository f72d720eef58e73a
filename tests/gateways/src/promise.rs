//! What holds for the calls of every client.

use connectpay::Outcome;

use crate::fate::Failure;

/// What holds for the calls of every client, in addition to these: no outcome lies, and
/// no payment arrives twice. The library has at most as many unexcused failures as Go's
/// client.
#[derive(Clone, Copy, Debug)]
pub enum Promise {
    /// No call fails, whatever Go's client does.
    NoneFails,
    /// A call may fail where Go's fail as well.
    NoMoreFailThanOfPeer,
    /// A call may end as [`Outcome::Unknown`] about as often as Go's calls fail, since
    /// milliseconds decide whether a call fails.
    AsManyAreUnknownAsFailOfPeer,
    /// A call may fail by this answer of the gateway.
    SomeAreAnswered(Answer),
    /// Every call fails by this answer of the gateway.
    EveryCallIsAnswered(Answer),
    /// A call may end as [`Outcome::Unknown`], with or without an answer. For
    /// transports that know what went over each connection, no more do so than twice
    /// the calls in flight at each disturbance.
    SomeAreUnknown,
    /// Every call fails, in whatever way the gateway chooses.
    EveryCallFails,
    /// Every call ends unsent, since the gateway ends its handshake: its outcome is
    /// [`Outcome::NotSent`], and the cause does not pass by itself.
    NoneConnects,
}

/// An answer that the gateway gives instead of the application.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// One of these statuses.
    pub statuses: &'static [u16],
    /// The outcome that the client reports.
    pub outcome: Outcome,
    /// Whether the client says that it passes by itself.
    pub is_transient: bool,
}

impl Promise {
    pub(crate) fn refuses_every_call(self) -> bool {
        matches!(
            self,
            Self::EveryCallIsAnswered(_) | Self::EveryCallFails | Self::NoneConnects
        )
    }

    /// Whether the scenario expects this failure.
    pub(crate) fn excuses(self, failure: &Failure) -> bool {
        let claims = |outcome, is_transient| {
            failure
                .claim
                .is_none_or(|claim| claim.outcome == outcome && claim.is_transient == is_transient)
        };
        match self {
            Self::NoneFails | Self::NoMoreFailThanOfPeer => false,
            Self::SomeAreAnswered(answer) | Self::EveryCallIsAnswered(answer) => {
                let status = failure.status;
                status.is_some_and(|status| answer.statuses.contains(&status))
                    && claims(answer.outcome, answer.is_transient)
            }
            Self::SomeAreUnknown | Self::AsManyAreUnknownAsFailOfPeer => {
                claims(Outcome::Unknown, true)
            }
            Self::EveryCallFails => true,
            Self::NoneConnects => failure.status.is_none() && claims(Outcome::NotSent, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fate::Claim;

    fn failure(status: Option<u16>, claim: Option<(Outcome, bool)>) -> Failure {
        Failure {
            claim: claim.map(|(outcome, is_transient)| Claim {
                outcome,
                is_transient,
            }),
            status,
            message: String::new(),
        }
    }

    #[test]
    fn where_none_connects_only_what_was_not_sent_for_good_is_excused() {
        let excuses = |failure| Promise::NoneConnects.excuses(&failure);
        assert!(excuses(failure(None, Some((Outcome::NotSent, false)))));
        assert!(excuses(failure(None, None)));
        assert!(!excuses(failure(None, Some((Outcome::NotSent, true)))));
        assert!(!excuses(failure(None, Some((Outcome::Unknown, false)))));
        assert!(!excuses(failure(Some(400), None)));
    }

    #[test]
    fn where_some_are_unknown_no_other_outcome_is_excused() {
        let excuses = |failure| Promise::SomeAreUnknown.excuses(&failure);
        assert!(excuses(failure(None, Some((Outcome::Unknown, true)))));
        assert!(excuses(failure(Some(502), Some((Outcome::Unknown, true)))));
        assert!(!excuses(failure(None, Some((Outcome::NotSent, true)))));
        assert!(!excuses(failure(None, Some((Outcome::Rejected, true)))));
    }

    #[test]
    fn where_none_fails_no_failure_is_excused() {
        assert!(!Promise::NoneFails.excuses(&failure(Some(502), None)));
        assert!(!Promise::NoMoreFailThanOfPeer.excuses(&failure(None, None)));
    }
}
