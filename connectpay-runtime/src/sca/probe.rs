//! What an answer says about strong customer authentication, whatever else it says.

use super::event_id::EventId;
use super::search::{Found, Member, search};
use super::vocabulary::Words;

/// Why an answer that mentions a challenge is neither a clear challenge nor a value.
#[derive(Debug)]
pub(super) enum Unclear {
    /// It is not JSON, or is nested too deeply to be searched.
    Unreadable(serde_json::Error),
    /// The status is not a known word.
    UnknownStatus,
    /// It asks for a challenge that has no identifier.
    NoEventId,
    /// The identifier cannot be an argument of the endpoints that take it.
    UnusableEventId(&'static str),
    /// A member of the vocabulary is deeper in the answer, or occurs twice.
    Misplaced,
    /// It speaks of a challenge in ConnectPay's own words, and the vocabulary has others.
    OtherWords,
    /// It raises no challenge and says that one is not met.
    Unmet,
}

/// The challenge that an answer raises, if it raises one.
pub(super) fn challenge(body: &[u8], words: Words) -> Result<Option<EventId>, Unclear> {
    let found = search(body, words).map_err(Unclear::Unreadable)?;
    if !found.other_challenge.is_absent() {
        return Err(Unclear::OtherWords);
    }
    if found.is_misplaced {
        return Err(Unclear::Misplaced);
    }
    match (found.challenge_status, found.event_id) {
        (Member::Absent, Member::Absent) if found.is_unmet => Err(Unclear::Unmet),
        (Member::Absent, Member::Absent) => Ok(None),
        (Member::Text(status), _) if !words.required.contains(&status.as_str()) => {
            Err(Unclear::UnknownStatus)
        }
        (Member::Other, _) => Err(Unclear::UnknownStatus),
        (_, Member::Text(id)) if !id.is_empty() => match EventId::read(id) {
            Ok(id) => Ok(Some(id)),
            Err(reason) => Err(Unclear::UnusableEventId(reason)),
        },
        _ => Err(Unclear::NoEventId),
    }
}

/// Why the answer to a verification does not say that the challenge was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unmet {
    /// It does not say so, or not once at its top.
    NotSaid,
    /// It raises a challenge, whatever else it says.
    Challenge,
}

/// Whether the answer to a verification says that the challenge was met, and which one it
/// names.
pub(super) fn finalised(body: &[u8], words: Words) -> Result<Option<String>, Unmet> {
    let found = search(body, words).map_err(|_| Unmet::NotSaid)?;
    if found.raises_a_challenge(words) {
        return Err(Unmet::Challenge);
    }
    // ConnectPay's own word may be missing where the vocabulary has another, and must not
    // contradict it.
    let is_contradicted =
        !found.other_sca_status.is_absent() && !found.other_sca_status.is_one_of(words.finalised);
    let is_said = words.sca_status.is_none() || found.sca_status.is_one_of(words.finalised);
    if is_said && !is_contradicted && !found.is_status_misplaced {
        Ok(match found.event_id {
            Member::Text(id) => Some(id),
            Member::Absent | Member::Other => None,
        })
    } else {
        Err(Unmet::NotSaid)
    }
}

impl Found {
    /// Whether the answer to a verification raises a challenge. It may have the identifier
    /// of the challenge that was met, if it says in a word of its own that it was.
    fn raises_a_challenge(&self, words: Words) -> bool {
        !self.challenge_status.is_absent()
            || !self.other_challenge.is_absent()
            || self.is_misplaced
            || (words.sca_status.is_none() && !self.event_id.is_absent())
    }
}
