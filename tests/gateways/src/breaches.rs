//! The promises that a run of a scenario broke.

use crate::budget::IN_FLIGHT;
use crate::promise::Promise;
use crate::rate::Rate;
use crate::request::Method;
use crate::run::Figures;
use crate::scenario::Scenario;

/// A scenario that did not take place proves nothing.
pub(crate) fn of_scenario(scenario: &Scenario, figures: &Figures) -> Vec<String> {
    let (name, times) = (figures.caller.name(), scenario.disturbance.times());
    let mut broken = Vec::new();
    if figures.disturbed < times {
        broken.push(format!(
            "{name}: {:?} happened {} times under load; make more calls",
            scenario.disturbance, figures.disturbed
        ));
    }
    if figures.verdict.unrefused > 0 {
        broken.push(format!(
            "{name}: {} calls succeeded that the gateway was to refuse",
            figures.verdict.unrefused
        ));
    }
    let version = scenario.spoken().version();
    let others = figures.log.versions.iter().filter(|of| *of != version);
    broken.extend(
        others
            .map(|other| format!("{name}: the gateway answered over {other}; expected {version}")),
    );
    broken
}

/// What the library promises about its client, compared with Go's.
pub(crate) fn of_promises(scenario: &Scenario, client: &Figures, peer: &Figures) -> Vec<String> {
    let (name, verdict) = (client.caller.name(), &client.verdict);
    let mut broken = Vec::new();
    let mut tell = |what: String, samples: &[String]| {
        broken.push(format!("{name}: {what}"));
        let samples = samples.iter().take(5);
        broken.extend(samples.map(|sample| format!("    {sample}")));
    };
    if !verdict.lies.is_empty() {
        let count = verdict.lies.len();
        tell(format!("{count} outcomes lie, such as"), &verdict.lies);
    }
    if !client.strays.is_empty() {
        tell("nobody made these requests".to_owned(), &client.strays);
    }
    if scenario.request.method == Method::Post && verdict.twice > 0 {
        tell(format!("{} payments arrived twice", verdict.twice), &[]);
    }
    let most_unknown = most_unknown(scenario, client, peer);
    if most_unknown.is_some_and(|most| verdict.unknown > most) {
        let most = most_unknown.unwrap_or_default();
        tell(too_many_unknown(client, peer, most), &[]);
    }
    let (ours, theirs) = (verdict.failed_unexcused(), peer.verdict.failed_unexcused());
    let [theirs_of_all, ours_of_all] = [(theirs, peer), (ours, client)].map(|(count, of)| Rate {
        count,
        of: of.verdict.calls,
    });
    // Where Go's client has no such failure, ours may have none either.
    let most = match scenario.promise {
        Promise::NoneFails => 0,
        _ if theirs == 0 => 0,
        _ => theirs_of_all.most_by_chance(ours_of_all),
    };
    if ours > most && client.caller.is_counted(scenario) {
        let what = format!(
            "{ours} of {} calls failed by themselves, which {most} may; {theirs} of {} of {}",
            verdict.calls,
            peer.verdict.calls,
            peer.caller.name()
        );
        let samples = verdict.unexcused.iter();
        let samples: Vec<_> = samples
            .map(|(message, count)| format!("{count} × {message}"))
            .collect();
        tell(what, &samples);
    }
    broken
}

fn too_many_unknown(client: &Figures, peer: &Figures, most: usize) -> String {
    format!(
        "{} of {} calls are `Unknown`, which {most} may be; {} of {} failed by {}",
        client.verdict.unknown,
        client.verdict.calls,
        peer.verdict.failed,
        peer.verdict.calls,
        peer.caller.name()
    )
}

/// How many calls may end as `Unknown`, if the scenario says so.
fn most_unknown(scenario: &Scenario, client: &Figures, peer: &Figures) -> Option<usize> {
    match scenario.promise {
        Promise::SomeAreUnknown => client
            .caller
            .is_counted(scenario)
            .then_some(2 * IN_FLIGHT * scenario.disturbance.times()),
        Promise::AsManyAreUnknownAsFailOfPeer => {
            let theirs = Rate {
                count: peer.verdict.failed,
                of: peer.verdict.calls,
            };
            let ours = Rate {
                count: client.verdict.unknown,
                of: client.verdict.calls,
            };
            Some(theirs.most_by_chance(ours))
        }
        _ => None,
    }
}
