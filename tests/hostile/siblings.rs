//! No argument turns one endpoint into another that its trait declares beside it.

use std::collections::BTreeMap;

use connectpay::{Client, Outcome, Result, Stage};
use percent_encoding::percent_decode_str;

use crate::last::{Last, at_once, runtime};

/// Made up: what a segment can be behind one path.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Documents {
    #[connectpay::endpoint(method = GET, path = "/{id}")]
    async fn document(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/{id}.sig")]
    async fn signature(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/{id}.pdf.sig")]
    async fn signature_of_pdf(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/{id}:close")]
    async fn close(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/summary")]
    async fn summary(&self) -> Result<()>;
}

/// The endpoint that a server takes a path for which decodes it before it looks.
fn read(path: &str) -> &'static str {
    let segment = path.strip_prefix("/example/partner/").unwrap();
    let decoded = percent_decode_str(segment).decode_utf8().unwrap();
    let name = decoded.split(';').next().unwrap().trim().to_lowercase();
    match name.as_str() {
        "summary" => "summary",
        name if name.ends_with(":close") => "close",
        name if name.ends_with(".pdf.sig") => "signature_of_pdf",
        name if name.strip_suffix(".sig").is_some() => "signature",
        _ => "document",
    }
}

const PIECES: [&str; 12] = [
    "x", ":", "close", ".", "pdf", ".sig", "summary", "%3A", "CLOSE", "/", ";", " ",
];

type Declared = (&'static str, fn(&Client, &str) -> connectpay::Call<()>);

#[test]
fn every_sequence_of_four_hostile_pieces_is_the_endpoint_that_was_called_or_is_refused() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let last = Last::default();
    let client = last.client();
    let declared: [Declared; 4] = [
        ("document", Documents::document),
        ("signature", Documents::signature),
        ("signature_of_pdf", Documents::signature_of_pdf),
        ("close", Documents::close),
    ];
    let mut refused = BTreeMap::new();
    for length in 1..=4 {
        for number in 0..PIECES.len().pow(length) {
            let mut argument = String::new();
            let mut rest = number;
            for _ in 0..length {
                argument += PIECES[rest % PIECES.len()];
                rest /= PIECES.len();
            }
            for (name, call) in declared {
                let result = at_once(call(&client, &argument));
                if let Some(sent) = last.take() {
                    result.unwrap();
                    assert_eq!(read(sent.uri.path()), name, "{argument:?}");
                } else {
                    let error = result.unwrap_err();
                    let told = (error.stage(), error.outcome());
                    assert_eq!(told, (Stage::Build, Outcome::NotSent), "{argument:?}");
                    *refused.entry(name).or_insert(0) += 1;
                }
            }
        }
    }
    // What cuts off a suffix is refused with all of them, what is one with fewer.
    assert_eq!(refused["close"], refused["signature_of_pdf"], "{refused:?}");
    assert!(refused["signature"] > refused["close"], "{refused:?}");
    assert!(refused["document"] > 0, "{refused:?}");
}
