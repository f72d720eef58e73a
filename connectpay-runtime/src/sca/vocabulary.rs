//! The words that say that a challenge is wanted, and that it was met.

/// The names and words by which an answer says that strong customer authentication is
/// required, or that it is complete.
///
/// The defaults are the words that ConnectPay documents. If your endpoints' answers use
/// others, declare a vocabulary of your own in one place:
///
/// ```
/// use connectpay::sca::{self, Vocabulary};
///
/// pub enum Ours {}
///
/// impl Vocabulary for Ours {
///     const FINALISED: &'static [&'static str] = &["finalised", "exempted"];
/// }
///
/// pub type Sca<D, P = D> = sca::Sca<D, P, Ours>;
/// pub type Finalised<T = ()> = sca::Finalised<T, Ours>;
/// ```
///
/// Names of members are compared without regard to case, so that a different spelling
/// does not hide a challenge. ConnectPay's own names keep their meaning: an answer that
/// speaks of a challenge in them under a vocabulary that has others cannot be read, and
/// neither can a `scaStatus` that is none of [`FINALISED`](Self::FINALISED).
pub trait Vocabulary: 'static {
    /// The member whose value says whether a challenge is wanted.
    const CHALLENGE_STATUS: &'static str = "challengeStatus";
    /// The values of that member that ask for a challenge. The default is the only one
    /// that ConnectPay shows.
    const REQUIRED: &'static [&'static str] = &["Required"];
    /// The member that identifies the challenge.
    const EVENT_ID: &'static str = "authorisationEventId";
    /// The member whose value says that the challenge was met. With `None`, any success
    /// of the endpoint that verifies says so, unless it raises a challenge.
    const SCA_STATUS: Option<&'static str> = Some("scaStatus");
    /// The values of that member that say that the challenge was met.
    const FINALISED: &'static [&'static str] = &["finalised"];
}

/// The words that ConnectPay documents.
#[derive(Debug)]
#[non_exhaustive]
pub struct ConnectPay;

impl Vocabulary for ConnectPay {}

/// A vocabulary as a value, so that the code that reads with it is compiled once for
/// all types.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) challenge_status: &'static str,
    pub(super) required: &'static [&'static str],
    pub(super) event_id: &'static str,
    pub(super) sca_status: Option<&'static str>,
    pub(super) finalised: &'static [&'static str],
}

/// In one spelling for each vocabulary.
#[cfg(feature = "sealed")]
impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            challenge_status,
            required,
            event_id,
            sca_status,
            finalised,
        } = self;
        write!(
            f,
            "{challenge_status:?} {required:?} {event_id:?} {sca_status:?} {finalised:?}"
        )
    }
}

impl Words {
    pub(super) const fn of<V: Vocabulary>() -> Self {
        Self {
            challenge_status: V::CHALLENGE_STATUS,
            required: V::REQUIRED,
            event_id: V::EVENT_ID,
            sca_status: V::SCA_STATUS,
            finalised: V::FINALISED,
        }
    }
}
