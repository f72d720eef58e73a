//! Several calls in flight over one HTTP/2 connection that fails, each judged by what
//! became of its own stream.

mod judge;
mod script;
mod scripts;

use std::time::Duration;

use connectpay_faults::{Http2, Http2Server, Ledger};
use tokio::task::JoinSet;

pub(crate) use self::judge::judge;
use self::script::{Script, play};
use crate::client::{CARRIERS, Carrier, KINDS, Kind, trusted};

/// How many scripts run at once.
const AT_ONCE: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_several_calls_over_one_connection_knows_what_became_of_it() {
    let rounds: usize =
        std::env::var("CONNECTPAY_FAULT_ROUNDS").map_or(1, |rounds| rounds.parse().unwrap());
    let scripts = scripts::all();
    let mut wrong = Vec::new();
    let mut playing = JoinSet::new();
    for _ in 0..rounds {
        for script in &scripts {
            for (kind, carrier) in KINDS.into_iter().flat_map(|k| CARRIERS.map(|c| (k, c))) {
                if playing.len() >= AT_ONCE {
                    wrong.extend(playing.join_next().await.unwrap().unwrap());
                }
                playing.spawn(call_all(script.clone(), kind, carrier));
            }
        }
    }
    while let Some(played) = playing.join_next().await {
        wrong.extend(played.unwrap());
    }
    let count = wrong.len();
    assert!(wrong.is_empty(), "{count} are wrong:\n{}", wrong.join("\n"));
}

/// A list that lost its entries would prove nothing.
#[test]
fn there_are_more_than_a_hundred_scripts_of_streams_and_no_name_twice() {
    let mut names: Vec<String> = scripts::all().into_iter().map(|s| s.name).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two scripts have one name");
    assert!(count > 100, "{count}");
}

/// What was wrong, if anything was. The script applies to the first connection; every
/// other one answers whatever comes.
async fn call_all(script: Script, kind: Kind, carrier: Carrier) -> Vec<String> {
    let ledger = Ledger::default();
    let (playing, written) = (script.clone(), ledger.clone());
    let server = Http2Server::start(trusted(), move |stream, number| {
        let (script, ledger) = (playing.clone(), written.clone());
        async move {
            let settings = if number == 0 { &*script.settings } else { &[] };
            let Ok(mut connection) = Http2::begin(stream, settings, &ledger).await else {
                return;
            };
            // It ends when the client goes.
            let _end = if number == 0 {
                play(connection, &script).await
            } else {
                connection.answer_all().await
            };
        }
    })
    .await;
    let client = carrier
        .builder(&server.base_url())
        .timeout(Duration::from_secs(10))
        .attempt_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let mut calls = JoinSet::new();
    for number in 1..=script.calls + script.late {
        let call = kind.call(&client, number);
        let is_late = number > script.calls;
        calls.spawn(async move {
            if is_late {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            (number, call.await)
        });
    }
    let results = calls.join_all().await;
    judge(&results, kind, carrier, &ledger)
        .into_iter()
        .map(|reason| format!("{} ({kind:?}, {carrier:?}): {reason}", script.name))
        .collect()
}
