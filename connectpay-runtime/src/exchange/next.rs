//! What follows a failed attempt. This is the only place that decides whether a request
//! is sent again.

use std::time::Duration;

use super::retry::{Budget, Retries};
use crate::endpoint::Endpoint;
use crate::error::Error;

/// What follows a failed attempt.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Send it again at once: the server ended the connection in good order before it
    /// accepted the request, which is neither a failure nor a retry.
    OverAnotherConnection,
    /// Send it again with another access token.
    WithAnotherToken,
    /// Send it again after a pause, as the retry policy allows.
    After(Duration),
    Stop,
}

/// What is known after an attempt has failed.
pub(super) struct Failed<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) error: &'a Error,
    /// The time that the call has left.
    pub(super) left: Duration,
    /// Whether the caller can get another access token and has not yet asked for one in
    /// this call.
    pub(super) may_renew_token: bool,
}

impl Failed<'_> {
    pub(super) fn next(&self, retries: &mut Retries, budget: &Budget) -> Next {
        if self.error.is_displaced() && !self.left.is_zero() {
            return Next::OverAnotherConnection;
        }
        // A request that was answered 401 was not carried out (RFC 9110, 15.5.2). So
        // even a payment is sent again, once, if there is another token and the policy
        // allows it.
        if self.error.is_token_refused() && self.may_renew_token {
            return Next::WithAnotherToken;
        }
        match retries.pause(self.endpoint, self.error, self.left, budget) {
            Some(delay) => Next::After(delay),
            None => Next::Stop,
        }
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::endpoint::{AuthScheme, Verb};
    use crate::error::Failure;
    use crate::exchange::RetryPolicy;

    fn answered(status: u16) -> Error {
        let mut answer = http::Response::new(bytes::Bytes::new());
        *answer.status_mut() = StatusCode::from_u16(status).unwrap();
        Error::from_response(answer)
    }

    fn displaced() -> Error {
        let mut failure = Failure::not_sent("GOAWAY");
        failure.is_displaced = true;
        failure.into()
    }

    /// The endpoints of the table below, in the order of its columns.
    fn endpoints() -> [Endpoint; 4] {
        let post = Endpoint::new("e", Verb::Post, &"/client", AuthScheme::User);
        let get = Endpoint::new("e", Verb::Get, &"/client", AuthScheme::User);
        [get, post, post.idempotent(), post.once()]
    }

    /// `c`: over another connection, `t`: with another token, `a`: after a pause,
    /// `-`: not again. The columns: GET, POST, idempotent POST, POST that is `once`.
    fn table() -> Vec<(&'static str, (Error, bool))> {
        let with_other_token = |error: Error| (error, true);
        let with_one_token = |error: Error| (error, false);
        vec![
            ("aaaa", with_one_token(Failure::not_sent("refused").into())),
            (
                "----",
                with_one_token(Failure::not_sent("certificate").lasting().into()),
            ),
            ("cccc", with_one_token(displaced())),
            (
                "a-a-",
                with_one_token(Failure::perhaps_sent("reset").into()),
            ),
            (
                "a-a-",
                with_one_token(Error::timeout(Duration::from_secs(15))),
            ),
            ("----", with_one_token(answered(400))),
            ("tttt", with_other_token(answered(401))),
            ("----", with_one_token(answered(401))),
            ("----", with_other_token(answered(403))),
            ("----", with_one_token(answered(409))),
            ("a-a-", with_one_token(answered(429))),
            ("----", with_one_token(answered(500))),
            ("a-a-", with_one_token(answered(502))),
            ("a-a-", with_one_token(answered(503))),
            ("a-a-", with_one_token(answered(504))),
            ("----", with_one_token(answered(307))),
            ("----", with_one_token(Error::build("an argument"))),
            ("----", with_one_token(Error::authenticate("no token"))),
        ]
    }

    #[test]
    fn what_is_sent_again_is_what_the_table_says() {
        for (expected, (error, may_renew_token)) in &table() {
            let found: String = endpoints()
                .iter()
                .map(|endpoint| {
                    let failed = Failed {
                        endpoint,
                        error,
                        left: Duration::from_secs(30),
                        may_renew_token: *may_renew_token,
                    };
                    match failed.next(&mut RetryPolicy::default().begin(), &Budget::default()) {
                        Next::OverAnotherConnection => 'c',
                        Next::WithAnotherToken => 't',
                        Next::After(_) => 'a',
                        Next::Stop => '-',
                    }
                })
                .collect();
            assert_eq!(&found, expected, "{error}");
        }
    }

    #[test]
    fn nothing_is_sent_again_when_the_time_of_the_call_is_over() {
        for error in [displaced(), Failure::not_sent("refused").into()] {
            let [get, ..] = endpoints();
            let failed = Failed {
                endpoint: &get,
                error: &error,
                left: Duration::ZERO,
                may_renew_token: false,
            };
            let next = failed.next(&mut RetryPolicy::default().begin(), &Budget::default());
            assert_eq!(next, Next::Stop);
        }
    }
}
