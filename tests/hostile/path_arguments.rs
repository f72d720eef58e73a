//! A path argument is one segment of the declared path, or is refused.

use connectpay::{Client, Outcome, Result, Stage};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use crate::cases;
use crate::last::{Last, at_once, runtime};

/// Made up: an argument between two literal segments, and one at the end.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/{first}/between/{last}")]
    async fn between(&self, first: &str, last: &str) -> Result<()>;
}

/// What could end a segment, escape one, or change what a parser reads.
const HOSTILE: [char; 12] = ['.', '/', '\\', '%', '2', 'e', '?', '#', '@', ':', '\n', 'é'];

/// Whether the argument was refused. Anything but an answer or a refusal fails.
fn is_refused(last: &Last, client: &Client, argument: &str) -> bool {
    let result = at_once(client.between(argument, argument));
    let Some(sent) = last.take() else {
        let error = result.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent),
            "{argument:?}"
        );
        return true;
    };
    result.unwrap();
    assert_stays_in_place(&sent.uri, argument);
    // A parser that follows the other standard reads the same path.
    let url = reqwest::Url::parse(&sent.uri.to_string()).unwrap();
    assert_eq!(url.host_str(), Some("api.example"), "{argument:?}");
    assert_eq!(url.path(), sent.uri.path(), "{argument:?}");
    assert!(url.query().is_none() && url.fragment().is_none());
    assert!(url.username().is_empty() && url.password().is_none());
    false
}

/// Empty values, control characters, and dot segments, including those that a server
/// sees if it normalizes, decodes slashes, drops parameters and trims spaces.
fn must_be_refused(argument: &str) -> bool {
    let normalized: String = argument.nfkc().collect();
    let has_dots = normalized.replace('\\', "/").split('/').any(|part| {
        let name = part.split_once(';').map_or(part, |(name, _)| name);
        matches!(name.trim(), "." | "..")
    });
    argument.trim().is_empty() || argument.chars().any(char::is_control) || has_dots
}

fn assert_stays_in_place(uri: &http::Uri, argument: &str) {
    assert_eq!(uri.scheme_str(), Some("https"), "{argument:?}");
    let authority = uri.authority().map(http::uri::Authority::as_str);
    assert_eq!(authority, Some("api.example"), "{argument:?}");
    assert_eq!(uri.query(), None, "{argument:?}");
    let segments: Vec<&str> = uri.path().split('/').collect();
    let ["", "example", "partner", first, "between", last] = segments[..] else {
        panic!("{argument:?} changed the path: {uri}");
    };
    for segment in [first, last] {
        let decoded = percent_decode_str(segment).decode_utf8().unwrap();
        assert_eq!(decoded, argument);
    }
}

#[test]
fn every_string_of_up_to_five_hostile_characters_stays_in_its_segment_or_is_refused() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let last = Last::default();
    let client = last.client();
    let (mut tried, mut refused) = (0, 0);
    let mut argument = String::new();
    for length in 1..=5 {
        for number in 0..HOSTILE.len().pow(length) {
            argument.clear();
            let mut rest = number;
            for _ in 0..length {
                argument.push(HOSTILE[rest % HOSTILE.len()]);
                rest /= HOSTILE.len();
            }
            tried += 1;
            let is_refused = is_refused(&last, &client, &argument);
            assert_eq!(is_refused, must_be_refused(&argument), "{argument:?}");
            refused += usize::from(is_refused);
        }
    }
    assert_eq!(tried, 271_452);
    // All but 11 + 11² + … + 11⁵ contain a line feed; the rest are dots.
    assert_eq!(refused, 7_830 + 271_452 - 177_155);
}

#[test]
fn a_character_that_normalizes_to_a_dot_segment_is_refused_wherever_it_stands() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let last = Last::default();
    let client = last.client();
    let mut refused = 0;
    // Most letters normalize to letters. `must_be_refused` judges the rest.
    let folds = |character: &char| {
        let normalized: String = character.nfkc().collect();
        normalized.contains(['.', '/', '\\', ';']) || normalized.trim().is_empty()
    };
    for character in ('\u{80}'..=char::MAX).filter(folds) {
        for argument in [
            format!("{character}"),
            format!("{character}{character}"),
            format!("{character}."),
            format!("a{character}.."),
            format!("..{character}a"),
        ] {
            let is_refused = is_refused(&last, &client, &argument);
            assert_eq!(is_refused, must_be_refused(&argument), "{argument:?}");
            refused += usize::from(is_refused);
        }
    }
    assert!(refused > 0);
}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn whatever_an_argument_is_it_stays_in_its_segment_or_is_refused(
        argument in prop::collection::vec(
            prop_oneof![
                prop::sample::select(&HOSTILE[..]),
                prop::sample::select(&[';', '&', '=', '+', ' ', '\t', '\0', '[', ']', '{', '}', '|', '\u{202e}', '\u{85}',
                    '\u{a0}', '\u{2024}', '\u{2025}', '\u{2026}', '\u{37e}', '\u{ff0e}', '\u{ff0f}', '\u{ff3c}'][..]),
                any::<char>(),
            ],
            0..24,
        ),
    ) {
        thread_local! {
            static CLIENT: (tokio::runtime::Runtime, Last, Client) = {
                let last = Last::default();
                let client = last.client();
                (runtime(), last, client)
            };
        }
        let argument: String = argument.into_iter().collect();
        CLIENT.with(|(runtime, last, client)| {
            let _inside = runtime.enter();
            assert_eq!(is_refused(last, client, &argument), must_be_refused(&argument));
        });
    }
}
