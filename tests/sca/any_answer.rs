//! No answer that speaks of a challenge is taken for a value, whatever else is in it.

use connectpay::sca::Sca;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::bank::Initiated;

/// JSON of any form, often with the names and words of challenges.
fn json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("Required".to_owned()),
        Just("Optional".to_owned()),
        Just("e-1".to_owned()),
        "[a-z]{0,3}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("challengeStatus".to_owned()),
        Just("authorisationEventId".to_owned()),
        Just("CHALLENGESTATUS".to_owned()),
        Just("authorization_event_id".to_owned()),
        Just("scaStatus".to_owned()),
        Just("paymentOrderNo".to_owned()),
        "[a-z]{1,3}",
    ]
}

/// Whether the JSON mentions a challenge anywhere.
fn speaks_of_a_challenge(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| {
            let is_name = name.eq_ignore_ascii_case("challengeStatus")
                || name.eq_ignore_ascii_case("authorisationEventId")
                || ["authorization_event_id", "scaStatus"].contains(&name.as_str());
            (is_name && !value.is_null()) || speaks_of_a_challenge(value)
        }),
        Value::Array(values) => values.iter().any(speaks_of_a_challenge),
        _ => false,
    }
}

/// `PROPTEST_CASES`, or what a developer has time for; CI tries ten times as many.
fn cases() -> ProptestConfig {
    let told = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(told.map_or(10_000, |told| told.parse().unwrap()))
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_answer_that_speaks_of_a_challenge_is_done(body in json(), order in any::<bool>()) {
        let mut body = body;
        if let (true, Some(members)) = (order, body.as_object_mut()) {
            members.insert("paymentOrderNo".to_owned(), json!("s-1"));
        }
        let text = body.to_string();
        let speaks = speaks_of_a_challenge(&body);
        let empty = Map::new();
        let member = |name| body.as_object().unwrap_or(&empty).get(name);
        let any_read = Sca::<Value>::from_answer(&text);
        match &any_read {
            Ok(Sca::Done(value)) => {
                prop_assert!(!speaks, "{text}");
                prop_assert_eq!(value, &body);
            }
            Ok(Sca::Required(pending)) => {
                prop_assert!(speaks, "{text}");
                prop_assert_eq!(&pending.answer, &body);
                let id = pending.challenge.event_id().as_str();
                prop_assert!(!id.is_empty());
                if let Some(written) = member("authorisationEventId").filter(|id| !id.is_null()) {
                    prop_assert_eq!(written, id);
                }
            }
            Err(_) => prop_assert!(speaks, "{text}"),
        }
        for is_done in [
            matches!(Sca::<()>::from_answer(&text), Ok(Sca::Done(()))),
            matches!(Sca::<Initiated>::from_answer(&text), Ok(Sca::Done(_))),
        ] {
            prop_assert!(!(is_done && speaks), "{text}");
        }
    }
}
