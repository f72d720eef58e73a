//! The part of a call that is the same for every type of answer.

use std::any::Any;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;

use super::unsent::Unsent;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::exchange::Options;
use crate::opaque::OpaqueBox;
use crate::response::{Answered, Content, Success};

/// The part of a call that is the same for every type of answer.
pub(crate) struct Pending {
    endpoint: Option<&'static Endpoint>,
    step: Step,
    decoders: Vec<Box<dyn Any + Send>>,
}

#[expect(
    clippy::large_enum_variant,
    reason = "every call begins with the largest, and a box would be one allocation more for each"
)]
enum Step {
    Prepared(Prepared),
    Begun(BoxFuture<'static, Result<Success>>),
    /// The result of a call that has no request.
    Ready(Box<dyn Any + Send>),
    Ended,
}

/// How far a call has come. It is one enum, and not a `Poll` of a `Result`, since every type
/// of answer pays for each question about it.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every call has an answer, and a box would be one allocation more for each"
)]
pub(super) enum Progress {
    Waiting,
    Failed(Error),
    Answered(Answered),
}

/// A request that is complete and not yet sent.
pub(super) struct Prepared {
    pub(super) call: Unsent,
    pub(super) options: Options,
}

impl Pending {
    pub(crate) fn prepared(call: Unsent) -> OpaqueBox<Self> {
        OpaqueBox::new(Self {
            endpoint: Some(call.request.endpoint()),
            step: Step::Prepared(Prepared {
                call,
                options: Options::default(),
            }),
            decoders: Vec::new(),
        })
    }

    /// A `Result` that is there already.
    pub(super) fn ready(result: Box<dyn Any + Send>) -> OpaqueBox<Self> {
        OpaqueBox::new(Self {
            endpoint: None,
            step: Step::Ready(result),
            decoders: Vec::new(),
        })
    }

    pub(super) fn endpoint(&self) -> Option<&'static Endpoint> {
        self.endpoint
    }

    /// The request, as long as it is not sent.
    pub(super) fn unsent(&mut self) -> Option<&mut Prepared> {
        match &mut self.step {
            Step::Prepared(prepared) => Some(prepared),
            _ => None,
        }
    }

    /// Keeps a decoder for the one that comes after it.
    pub(super) fn decode_first(&mut self, decoder: Box<dyn Any + Send>) {
        self.decoders.push(decoder);
    }

    pub(super) fn poll(this: &mut OpaqueBox<Self>, cx: &mut Context<'_>) -> Progress {
        this.proceed(cx)
    }

    fn proceed(&mut self, cx: &mut Context<'_>) -> Progress {
        let mut answer = match std::mem::replace(&mut self.step, Step::Ended) {
            Step::Prepared(prepared) => prepared.send(),
            Step::Begun(answer) => answer,
            Step::Ready(result) => {
                return Progress::Answered(self.answered(Content::Ready(result)));
            }
            Step::Ended => polled_again(),
        };
        match answer.as_mut().poll(cx) {
            Poll::Pending => {
                self.step = Step::Begun(answer);
                Progress::Waiting
            }
            Poll::Ready(Ok(answer)) => Progress::Answered(self.answered(Content::Response(answer))),
            Poll::Ready(Err(error)) => Progress::Failed(error),
        }
    }

    fn answered(&mut self, content: Content) -> Answered {
        Answered {
            endpoint: self.endpoint,
            content,
            decoders: std::mem::take(&mut self.decoders),
        }
    }
}

fn polled_again() -> ! {
    panic!("`Call` was polled after it had given its result")
}

impl Prepared {
    // A block, since the future of an `async fn` has room for its argument twice.
    fn send(mut self) -> BoxFuture<'static, Result<Success>> {
        Box::pin(async move {
            let Unsent { request, route } = &mut self.call;
            let endpoint = request.endpoint();
            let target = request.finish().map_err(|error| error.at(endpoint))?;
            let Some(route) = route else {
                return Err(Error::build(
                    "this caller sends nothing: a fake must override the methods that are called on it",
                )
                .at(endpoint));
            };
            route.call(request, target, self.options).await
        })
    }
}
