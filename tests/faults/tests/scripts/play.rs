//! Plays scripts and compares what the client says with what the server counted.

use std::time::{Duration, Instant};

use connectpay::{Error, Outcome, Stage};
use connectpay_faults::{FaultServer, Tally};
use tokio::task::JoinSet;

use crate::client::{Answer, CARRIERS, Carrier, KINDS, Kind};
use crate::script::{Gives, Script};

/// How long after its limit a call may end.
const GRACE: Duration = Duration::from_millis(250);

/// How many run at once: enough to be quick, and few enough that a call ends when it
/// should and not when its turn comes.
const AT_ONCE: usize = 6;

pub(crate) async fn play_all(scripts: Vec<Script>) {
    let rounds: usize =
        std::env::var("CONNECTPAY_FAULT_ROUNDS").map_or(1, |rounds| rounds.parse().unwrap());
    let mut wrong = Vec::new();
    let mut late = Vec::new();
    for _ in 0..rounds {
        let mut playing: JoinSet<Played> = JoinSet::new();
        for script in &scripts {
            for (kind, carrier) in KINDS.into_iter().flat_map(|k| CARRIERS.map(|c| (k, c))) {
                if playing.len() >= AT_ONCE {
                    let played = playing.join_next().await.unwrap();
                    played.unwrap().file(&mut wrong, &mut late);
                }
                let script = script.clone();
                playing.spawn(async move { play(&script, kind, carrier).await });
            }
        }
        while let Some(played) = playing.join_next().await {
            played.unwrap().file(&mut wrong, &mut late);
        }
    }
    // On a busy machine a call is late by chance; a call without an end is late every
    // time.
    for Late {
        script,
        kind,
        carrier,
    } in late
    {
        match play(&script, kind, carrier).await {
            Played::Well => {}
            Played::Wrong(why) => wrong.push(why),
            Played::Late(_) => wrong.push(format!(
                "{} ({kind:?}, {carrier:?}) ended after its limit, and again when it was alone",
                script.name
            )),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

enum Played {
    Well,
    Wrong(String),
    Late(Late),
}

/// A call that ended after its limit.
struct Late {
    script: Script,
    kind: Kind,
    carrier: Carrier,
}

impl Played {
    fn file(self, wrong: &mut Vec<String>, late: &mut Vec<Late>) {
        match self {
            Self::Well => {}
            Self::Wrong(why) => wrong.push(why),
            Self::Late(call) => late.push(call),
        }
    }
}

async fn play(script: &Script, kind: Kind, carrier: Carrier) -> Played {
    let limit = script.limit();
    let server = FaultServer::start(script.fault.clone()).await;
    let client = carrier.client(&server.base_url(), limit);
    let mut before = 0;
    if script.is_second {
        if let Err(error) = Kind::Get.call(&client).await {
            let why = format!("{}: the first call failed: {error:?}", script.name);
            return Played::Wrong(why);
        }
        before = 1;
        // The connection has to be back in the pool.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let begun = Instant::now();
    let result = kind.call(&client).await;
    let elapsed = begun.elapsed();
    let tally = server.tally();
    let told = told_truly(script, (kind, carrier), &result, tally, before);
    if told.is_ok() && (elapsed > limit + GRACE || is_cut_short(script, &result)) {
        let script = script.clone();
        return Played::Late(Late {
            script,
            kind,
            carrier,
        });
    }
    let Err(reason) = told.and_then(|()| is_as_scripted(script, &result, tally)) else {
        return Played::Well;
    };
    Played::Wrong(format!(
        "{} ({kind:?}, {carrier:?}): {reason}; received {} begun, {} disowned, {} whole over \
         {} connections; the client says {result:?}",
        script.name,
        tally.begun(),
        tally.disowned(),
        tally.whole(),
        tally.connections(),
    ))
}

/// Whether the limit ended before an answer that the server gives.
fn is_cut_short(script: &Script, result: &Result<Answer, Error>) -> bool {
    let is_to_be_answered = matches!(
        script.gives,
        Gives::Value | Gives::NoValue | Gives::Refusal(_)
    );
    is_to_be_answered && result.as_ref().is_err_and(Error::is_timeout)
}

fn expect(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// Whether the client's words agree with what the server counted.
fn told_truly(
    script: &Script,
    (kind, carrier): (Kind, Carrier),
    result: &Result<Answer, Error>,
    tally: &Tally,
    before: usize,
) -> Result<(), String> {
    let received = tally.perhaps_processed() - before;
    if kind.is_once() {
        expect(
            received <= 1,
            "a payment or a code was received more than once",
        )?;
    }
    let Err(error) = result else {
        // Over TLS, only the server can have answered before it was asked.
        expect(
            received > 0 || script.gives == Gives::Anything,
            "a value although nothing was received",
        )?;
        // The fault strikes a second request. What may be sent again goes over another
        // connection, whose first request gets a good answer.
        let may_be_sent_again = !kind.is_once() || tally.disowned() > 0;
        let is_recovered = script.is_second && may_be_sent_again && tally.connections() > 1;
        return expect(
            is_recovered || matches!(script.gives, Gives::Value | Gives::Anything),
            "a value although the server gave none",
        );
    };
    match error.outcome() {
        Outcome::NotSent => expect(received == 0, "\"not sent\" was received")?,
        Outcome::Rejected => expect(
            error
                .status()
                .is_some_and(|status| status.is_client_error()),
            "\"rejected\" although nobody said no",
        )?,
        // Our own connections know which stream a request used.
        _ if matches!(carrier, Carrier::BuiltIn) && tally.disowned() > 0 => {
            // A busy machine may not have read everything when the time is up.
            let is_unread = error.is_timeout() && tally.connections() > tally.begun();
            expect(
                received > 0 || is_unread,
                "\"unknown\" although the server said that it did not process it",
            )?;
        }
        // If nothing was received, the client was careful, since it cannot always know.
        _ => {}
    }
    Ok(())
}

/// Whether the client reads the server's answer as the script says.
fn is_as_scripted(
    script: &Script,
    result: &Result<Answer, Error>,
    tally: &Tally,
) -> Result<(), String> {
    let Err(error) = result else { return Ok(()) };
    match script.gives {
        Gives::Value => Err("an error although the server gave a value".to_owned()),
        Gives::NoValue => expect(error.stage() == Stage::Decode, "not an unreadable success"),
        Gives::Refusal(status) => {
            let said = error.status().map(|status| status.as_u16());
            expect(said == Some(status), "not the status that the server gave")?;
            let is_rejected = (400..500).contains(&status) && !matches!(status, 408 | 499);
            let expected = if is_rejected {
                Outcome::Rejected
            } else {
                Outcome::Unknown
            };
            expect(
                error.outcome() == expected,
                "not the outcome of that status",
            )
        }
        Gives::NoAnswer => expect(error.status().is_none(), "a status that nobody gave"),
        Gives::NoTrust => {
            expect(
                error.outcome() == Outcome::NotSent,
                "something was sent without trust",
            )?;
            expect(
                !error.is_transient(),
                "a lack of trust that passes by itself",
            )?;
            expect(tally.connections() <= 1, "it was tried again without trust")
        }
        Gives::NoHandshake => {
            expect(
                error.outcome() == Outcome::NotSent,
                "something was sent before the handshake ended",
            )?;
            expect(error.is_transient(), "a handshake that failed for good")?;
            expect(tally.connections() <= 3, "tried again beyond the policy")
        }
        Gives::Anything => Ok(()),
    }
}
