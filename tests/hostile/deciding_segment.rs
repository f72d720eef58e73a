//! No argument before the segment that decides makes a server ask for the other
//! credentials than those that go along.

use connectpay::{AccessToken, Outcome, Result, Stage};
use percent_encoding::percent_decode_str;

use crate::last::{Last, runtime};

/// Made up: a tenant before the word, and the other word behind it.
#[connectpay::api(base = "/example")]
trait Tenants {
    #[connectpay::endpoint(
        method = GET,
        path = "/{tenant}/client/partner",
        auth = user,
        decided_by = "client"
    )]
    async fn of_user(&self, tenant: &str) -> Result<()>;

    #[connectpay::endpoint(
        method = GET,
        path = "/{tenant}/partner/client",
        auth = partner,
        decided_by = "partner"
    )]
    async fn of_partner(&self, tenant: &str) -> Result<()>;
}

/// The word by which a server decides that decodes the path before it looks, as often as
/// there is something to decode.
fn first_word(path: &str) -> &'static str {
    let mut path = path.to_owned();
    loop {
        let decoded = percent_decode_str(&path)
            .decode_utf8()
            .unwrap()
            .into_owned();
        if decoded == path {
            break;
        }
        path = decoded;
    }
    let mut segments = path.split(['/', '\\']).map(|segment| {
        // An action, a format and parameters belong to no name.
        let name = segment.split([';', ':', '.']).next().unwrap();
        name.trim().to_lowercase().replace('ｐ', "p")
    });
    let word = segments.find_map(|segment| match segment.as_str() {
        "partner" => Some("partner"),
        "client" => Some("client"),
        _ => None,
    });
    word.unwrap()
}

const PIECES: [&str; 14] = [
    "partner", "client", "PARTNER", "Client", "%70", "artner", "ｐ", "x", "/", "\\", ";", ":", ".",
    " ",
];

#[test]
fn every_sequence_of_four_hostile_pieces_leaves_the_word_that_decides_the_first() {
    let runtime = runtime();
    let last = Last::default();
    let client = last.client();
    let token = AccessToken::new("a-token").unwrap();
    let session = client.session(token, [8, 8, 8, 8]).unwrap();
    let mut counts = [0, 0];
    for length in 1..=4 {
        for number in 0..PIECES.len().pow(length) {
            let mut argument = String::new();
            let mut rest = number;
            for _ in 0..length {
                argument += PIECES[rest % PIECES.len()];
                rest /= PIECES.len();
            }
            for word in ["client", "partner"] {
                let result = runtime.block_on(match word {
                    "client" => session.of_user(&argument),
                    _ => client.of_partner(&argument),
                });
                let sent = last.take();
                counts[usize::from(sent.is_some())] += 1;
                let Some(sent) = sent else {
                    let error = result.unwrap_err();
                    let told = (error.stage(), error.outcome());
                    assert_eq!(told, (Stage::Build, Outcome::NotSent), "{argument:?}");
                    continue;
                };
                result.unwrap();
                assert_eq!(first_word(sent.uri.path()), word, "{argument:?}");
                let of_user = sent.headers.contains_key("authorization");
                let of_partner = sent.headers.contains_key("x-connectpay-api-key");
                assert_eq!((of_user, of_partner), (word == "client", word == "partner"));
            }
        }
    }
    assert!(counts[0] > 1_000 && counts[1] > 20_000, "{counts:?}");
}
