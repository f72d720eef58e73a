//! The scripts of connections that several calls share.

use super::script::{Act, Script};

const REFUSED_STREAM: u32 = 7;
const CANCEL: u32 = 8;

/// The codes of RFC 9113, section 7, with which a server ends a connection.
const CODES: [(&str, u32); 8] = [
    ("NO_ERROR", 0),
    ("PROTOCOL_ERROR", 1),
    ("INTERNAL_ERROR", 2),
    ("REFUSED_STREAM", REFUSED_STREAM),
    ("CANCEL", CANCEL),
    ("ENHANCE_YOUR_CALM", 11),
    ("HTTP_1_1_REQUIRED", 13),
    ("a code that nobody knows", 4_000_000_000),
];

/// In flight at once.
const CALLS: u32 = 4;
const ALL: usize = CALLS as usize;

pub(crate) fn all() -> Vec<Script> {
    let mut scripts = last_streams();
    scripts.extend(of_two_go_aways());
    scripts.extend(refusals());
    scripts.extend(mixtures());
    scripts
}

/// One GOAWAY, with its last stream in every relation to those in flight.
fn last_streams() -> Vec<Script> {
    let mut scripts = Vec::new();
    for (code_name, code) in CODES {
        // From none of them to one more than exist.
        for last in 0..=CALLS + 1 {
            let taken = last.min(CALLS);
            let answers = || (1..=taken).map(Act::Answer);
            let go_away = Act::GoAway(last, code);
            let name = |rest: &str| format!("GOAWAY({last} of {CALLS}, {code_name}), {rest}");
            let mut add = |rest: &str, acts: Vec<Act>| {
                let acts = std::iter::once(Act::Await(ALL)).chain(acts).collect();
                scripts.push(Script::new(name(rest), CALLS, acts));
            };
            let closed = |end: Act| [vec![go_away.clone()], vec![end]].concat();
            add("closed", closed(Act::Close));
            add("reset", closed(Act::Cut));
            let answered = std::iter::once(go_away.clone()).chain(answers());
            add("then answers", answered.chain([Act::Close]).collect());
            let answered = answers().chain([go_away.clone(), Act::Close]);
            add("after answers", answered.collect());
        }
    }
    // A single call, which is above, at or below the last stream.
    for (last, name) in [(0, "below"), (1, "equal to"), (2, "above")] {
        for (ends, end) in [("closed", Act::Close), ("reset", Act::Cut)] {
            let acts = vec![Act::Await(1), Act::GoAway(last, 0), end];
            let name = format!("GOAWAY {name} the only stream, {ends}");
            scripts.push(Script::new(name, 1, acts));
        }
    }
    scripts
}

/// A second GOAWAY: after a warning, lower or higher than the first.
fn of_two_go_aways() -> Vec<Script> {
    let mut scripts = Vec::new();
    for last in 0..=CALLS {
        let answers = (1..=last).map(Act::Answer);
        let ends = |first: Act| {
            let acts = [Act::Await(ALL), first, Act::Pause, Act::GoAway(last, 0)];
            let acts = acts.into_iter().chain(answers.clone());
            acts.chain([Act::Close]).collect::<Vec<_>>()
        };
        let name = format!("a warning, then GOAWAY({last} of {CALLS})");
        let warned = Script::new(name, CALLS, ends(Act::Warn));
        scripts.push(warned.clone());
        let mut late = warned.and_late(2);
        late.name += ", and calls that begin between the two";
        scripts.push(late);
        let name = format!("GOAWAY({CALLS}) lowered to {last}");
        scripts.push(Script::new(name, CALLS, ends(Act::GoAway(CALLS, 0))));
        for (answered, first) in [("none", vec![]), ("the first", vec![Act::Answer(1)])] {
            // No server may do this (RFC 9113, 6.8). What it disowned stays disowned.
            let raised = [Act::GoAway(1, 0), Act::GoAway(last.max(2), 0), Act::Close];
            let acts = std::iter::once(Act::Await(ALL)).chain(first).chain(raised);
            let name = format!("GOAWAY(1) raised to {last}, {answered} answered");
            scripts.push(Script::new(name, CALLS, acts.collect()));
        }
    }
    scripts.push(Script::new(
        "a warning, then nothing but answers",
        CALLS,
        vec![Act::Await(ALL), Act::Warn, Act::AnswerAll],
    ));
    scripts.last_mut().unwrap().acts.splice(
        2..,
        (1..=CALLS).map(Act::Answer).chain([Act::Pause, Act::Close]),
    );
    scripts
}

/// Streams that end by themselves.
fn refusals() -> Vec<Script> {
    let mut scripts = Vec::new();
    for refused in 1..=CALLS {
        let others = || (1..=CALLS).filter(|number| *number != refused);
        let answers = || others().map(Act::Answer);
        for (code_name, code) in CODES {
            let reset = Act::Reset(refused, code);
            for (when, acts) in [
                (
                    "before the answers",
                    std::iter::once(reset.clone()).chain(answers()).collect(),
                ),
                (
                    "after the answers",
                    answers().chain([reset.clone()]).collect::<Vec<_>>(),
                ),
            ] {
                let acts = std::iter::once(Act::Await(ALL)).chain(acts);
                let name = format!("request {refused} is reset {when}, {code_name}");
                scripts.push(Script::new(
                    name,
                    CALLS,
                    acts.chain([Act::AnswerAll]).collect(),
                ));
            }
        }
        let refuse = Act::Reset(refused, REFUSED_STREAM);
        let acts = [Act::AwaitHeads(ALL), refuse, Act::Room, Act::Await(ALL - 1)];
        let acts = acts.into_iter().chain(answers()).chain([Act::AnswerAll]);
        let name = format!("request {refused} is refused before its body");
        scripts.push(Script::new(name, CALLS, acts.collect()).without_room());
    }
    scripts.extend(above_a_late_limit());
    scripts.extend(all_refused());
    scripts
}

/// Refusals by a limit that came too late for the client, at which the others fit.
fn above_a_late_limit() -> Vec<Script> {
    let mut scripts = Vec::new();
    for limit in 0..CALLS {
        for (when, first) in [
            ("after their bodies", Act::Await(ALL)),
            ("before their bodies", Act::AwaitHeads(ALL)),
        ] {
            let above = (limit + 1..=CALLS).map(|number| Act::Reset(number, REFUSED_STREAM));
            let acts = [first.clone(), Act::Limit(limit)].into_iter().chain(above);
            let acts = acts.chain([Act::Room, Act::Pause]);
            let acts = acts.chain((1..=limit).map(Act::Answer)).chain([
                Act::Pause,
                Act::Limit(CALLS),
                Act::AnswerAll,
            ]);
            let name = format!("those above a limit of {limit} are refused {when}");
            let script = Script::new(name, CALLS, acts.collect());
            let has_room = matches!(first, Act::Await(_));
            scripts.push(if has_room {
                script
            } else {
                script.without_room()
            });
        }
    }
    scripts
}

fn all_refused() -> [Script; 2] {
    let all = || (1..=CALLS).map(|number| Act::Reset(number, REFUSED_STREAM));
    let refused = |when, first| {
        let acts = std::iter::once(first).chain(all());
        let acts = acts.chain([Act::Room, Act::AnswerAll]).collect();
        Script::new(format!("all are refused {when}"), CALLS, acts)
    };
    [
        refused("after their bodies", Act::Await(ALL)),
        refused("before their bodies", Act::AwaitHeads(ALL)).without_room(),
    ]
}

/// Several of these at once, and connections that only end.
fn mixtures() -> Vec<Script> {
    let mut scripts = Vec::new();
    let refuse = |number| Act::Reset(number, REFUSED_STREAM);
    let cancel = |number| Act::Reset(number, CANCEL);
    let goes = |last| Act::GoAway(last, 0);
    for (name, acts) in [
        (
            "one refused, one cancelled, one answered, one above the GOAWAY",
            vec![refuse(1), cancel(2), Act::Answer(3), goes(3), Act::Close],
        ),
        (
            "one refused below a GOAWAY, the others lost",
            vec![goes(4), refuse(2), Act::Cut],
        ),
        (
            "one refused above a GOAWAY",
            vec![
                goes(2),
                refuse(4),
                Act::Answer(1),
                Act::Answer(2),
                Act::Close,
            ],
        ),
        (
            "one cancelled below a GOAWAY, the others answered",
            vec![goes(2), cancel(1), Act::Answer(2), Act::Close],
        ),
    ] {
        let acts = std::iter::once(Act::Await(ALL)).chain(acts).collect();
        scripts.push(Script::new(name, CALLS, acts));
    }
    for (ends, end) in [("closed", Act::Close), ("reset", Act::Cut)] {
        for answered in 0..CALLS {
            let acts = std::iter::once(Act::Await(ALL)).chain((1..=answered).map(Act::Answer));
            let acts = acts.chain([Act::Pause, end.clone()]).collect();
            let name = format!("{ends} after {answered} of {CALLS} answers");
            scripts.push(Script::new(name, CALLS, acts));
        }
        let acts = vec![Act::AwaitHeads(ALL), goes(2), end.clone()];
        let name = format!("GOAWAY before any body, {ends}");
        scripts.push(Script::new(name, CALLS, acts).without_room());
        let acts = vec![Act::AwaitHeads(ALL), end];
        let name = format!("{ends} before any body");
        scripts.push(Script::new(name, CALLS, acts).without_room());
    }
    scripts
}
