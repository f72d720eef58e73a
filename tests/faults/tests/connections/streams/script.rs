//! What a server does to a connection that several calls share.

use std::io;
use std::time::Duration;

use connectpay_faults::{Frame, Http2};

/// One thing that the server does. Requests are numbered in the order in which they
/// came over the connection, beginning with 1.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Waits until the heads of this many requests have come.
    AwaitHeads(usize),
    /// Waits until this many requests are complete.
    Await(usize),
    Answer(u32),
    /// Ends a request's stream with this code.
    Reset(u32, u32),
    /// Ends the connection with this last request, 0 for none, and this code.
    GoAway(u32, u32),
    /// Warns that it is about to end the connection (RFC 9113, 6.8).
    Warn,
    /// Accepts this many streams at once from now on.
    Limit(u32),
    /// Gives room for bodies if there was none.
    Room,
    /// Waits, and reads meanwhile.
    Pause,
    /// Answers whatever comes, until the client goes.
    AnswerAll,
    /// Ends the connection as its protocols prescribe.
    Close,
    /// Ends TCP's connection with a reset.
    Cut,
}

/// What happens on the first connection.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) name: String,
    pub(crate) calls: u32,
    /// Calls that begin a little later than the others.
    pub(crate) late: u32,
    pub(crate) settings: Vec<(u16, u32)>,
    pub(crate) acts: Vec<Act>,
}

impl Script {
    pub(crate) fn new(name: impl Into<String>, calls: u32, acts: Vec<Act>) -> Self {
        Self {
            name: name.into(),
            calls,
            late: 0,
            settings: Vec::new(),
            acts,
        }
    }

    pub(crate) fn and_late(mut self, late: u32) -> Self {
        self.late = late;
        self
    }

    /// With no room for a body.
    pub(crate) fn without_room(mut self) -> Self {
        self.settings = vec![(Frame::INITIAL_WINDOW_SIZE, 0)];
        self
    }
}

/// The stream of a connection's request; 0 for none.
fn stream(request: u32) -> u32 {
    (request * 2).saturating_sub(1)
}

pub(crate) async fn play(mut connection: Http2, script: &Script) -> io::Result<()> {
    for act in &script.acts {
        match act {
            Act::AwaitHeads(count) => connection.await_heads(*count).await?,
            Act::Await(count) => connection.await_requests(*count).await?,
            Act::Answer(request) => connection.answer(stream(*request)).await?,
            Act::Reset(request, code) => {
                let reset = Frame::reset(stream(*request), *code);
                connection.send(&[reset]).await?;
            }
            Act::GoAway(last, code) => {
                let go_away = Frame::go_away(stream(*last), *code);
                connection.send(&[go_away]).await?;
            }
            Act::Warn => {
                let warning = Frame::go_away(Frame::NO_LAST_STREAM, 0);
                connection.send(&[warning]).await?;
            }
            Act::Limit(limit) => {
                let limit = Frame::settings(&[(Frame::MAX_CONCURRENT_STREAMS, *limit)]);
                connection.send(&[limit]).await?;
            }
            Act::Room => {
                let room = Frame::settings(&[(Frame::INITIAL_WINDOW_SIZE, 65_535)]);
                connection.send(&[room]).await?;
            }
            Act::Pause => drop(connection.listen(Duration::from_millis(40)).await?),
            Act::AnswerAll => return connection.answer_all().await,
            Act::Close => return connection.close().await,
            Act::Cut => return connection.cut(),
        }
    }
    // The rest is up to the client: the connection is open and silent.
    while connection.event().await.is_ok() {}
    Ok(())
}
