//! Compares what the client says about each call with what the server knows.

use connectpay::{Outcome, Result};
use connectpay_faults::{Fate, Ledger};

use crate::client::{Carrier, Kind};

/// What is wrong, if anything is.
pub(crate) fn judge(
    results: &[(u32, Result<u32>)],
    kind: Kind,
    carrier: Carrier,
    ledger: &Ledger,
) -> Vec<String> {
    let calls = ledger.calls();
    let without_body = ledger.without_body();
    let mut wrong: Vec<String> = results
        .iter()
        .filter_map(|(number, result)| {
            let fate = calls.get(number).copied().unwrap_or_default();
            let reason = judge_one((*number, result), kind, carrier, fate, without_body).err()?;
            Some(format!(
                "call {number}: {reason}; {fate:?}; the client says {result:?}"
            ))
        })
        .collect();
    // Nobody can be sure about a request whose body never came.
    let unknown = results.iter().filter(|(_, result)| {
        let error = result.as_ref().err();
        error.is_some_and(|error| error.outcome() == Outcome::Unknown)
    });
    if kind == Kind::Post && without_body > unknown.count() {
        wrong.push("a payment of which the head was received is said to be not sent".to_owned());
    }
    wrong
}

fn judge_one(
    (number, result): (u32, &Result<u32>),
    kind: Kind,
    carrier: Carrier,
    fate: Fate,
    without_body: usize,
) -> std::result::Result<(), &'static str> {
    let Fate {
        perhaps_processed: received,
        answered,
    } = fate;
    let expect = |holds: bool, what| if holds { Ok(()) } else { Err(what) };
    if kind == Kind::Post {
        expect(received <= 1, "a payment was received more than once")?;
    }
    let error = match result {
        Ok(answer) => {
            expect(*answer == number, "the answer of another call")?;
            return expect(answered > 0, "a value that the server did not give");
        }
        Err(error) => error,
    };
    match error.outcome() {
        Outcome::NotSent => expect(received == 0, "\"not sent\" was received")?,
        Outcome::Unknown => {}
        _ => return Err("an outcome that only an answer has"),
    }
    // Every other connection is a good one, and our own transport knows which stream a
    // request used: what the server did not process is answered there.
    if carrier == Carrier::BuiltIn {
        expect(answered == 0, "an error although the server answered")?;
        expect(kind == Kind::Post, "an idempotent call was given up")?;
        let may_be_received = received > 0 || without_body > 0;
        expect(may_be_received, "given up although it was not processed")?;
    }
    Ok(())
}
