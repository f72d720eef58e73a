//! An answer that is neither a value nor a clear challenge, and how that is said.

use super::probe::Unclear;
use super::vocabulary::Words;
use crate::error::{Error, ServiceAnswer};
use crate::response::{Answered, misfit};

/// Why an answer could not be read.
pub(super) enum Unread {
    /// What it says about a challenge is not clear.
    Unclear(Unclear),
    /// It is JSON of another shape, or none.
    Unfit(serde_json::Error),
}

impl Unread {
    /// The error of a call that got this answer.
    pub(super) fn error(
        self,
        answer: &mut Answered,
        type_name: fn() -> &'static str,
        words: Words,
    ) -> Error {
        answer.without_value(|answer| self.message(answer, type_name(), words))
    }

    /// Says what is wrong with the answer, without quoting it.
    pub(super) fn message(&self, answer: &ServiceAnswer, type_name: &str, words: Words) -> String {
        match self {
            Self::Unclear(Unclear::Unreadable(error)) | Self::Unfit(error) => {
                misfit(error, answer, type_name)
            }
            Self::Unclear(unclear) => format!(
                "ConnectPay answered {}, {}; what was done is not known, and `Error::service` \
                 has the answer",
                answer.status(),
                what(unclear, words),
            ),
        }
    }
}

fn what(unclear: &Unclear, words: Words) -> String {
    let Words {
        challenge_status,
        event_id,
        ..
    } = words;
    match unclear {
        Unclear::Unreadable(_) => "that is not JSON".to_owned(),
        Unclear::UnknownStatus => {
            let required = words.required.join("` or `");
            format!(
                "whose `{challenge_status}` is not `{required}`; a `connectpay::sca::Vocabulary` \
                 of your own names other words"
            )
        }
        Unclear::Unmet => format!(
            "that raises no challenge and yet says of one that it is not met: its `{}` is none of `{}`",
            words.sca_status.unwrap_or("scaStatus"),
            words.finalised.join("` or `"),
        ),
        Unclear::NoEventId => {
            format!("that asks for strong customer authentication without an `{event_id}`")
        }
        Unclear::UnusableEventId(reason) => {
            format!("whose `{event_id}` {reason}, so no endpoint could take it")
        }
        Unclear::OtherWords => "that speaks of a challenge in ConnectPay's own words, where your \
            `Vocabulary` names others; name the words that this endpoint uses"
            .to_owned(),
        Unclear::Misplaced => format!(
            "that has a `{challenge_status}` or `{event_id}` twice, or inside of another member; \
             expected each once at its top"
        ),
    }
}
