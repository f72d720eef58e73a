//! Every status that means something, with and without `Retry-After`.

use connectpay_faults::{Frame, Layer, Step, status_block};

use crate::client::trusted;
use crate::http1::plain;
use crate::http2::SETTINGS;
use crate::script::{Gives, Script, answer};

const STATUSES: [u16; 27] = [
    300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 403, 404, 405, 408, 409, 410, 413, 422, 425,
    428, 429, 451, 499, 500, 501, 505, 599,
];

const ASK_TO_WAIT: [u16; 4] = [429, 502, 503, 504];

/// What a server may say about when to come back, good and bad.
const RETRY_AFTER: [(&str, &[&str]); 8] = [
    ("none", &[]),
    ("at once", &["0"]),
    ("before now", &["-1"]),
    ("a date that has passed", &["Fri, 31 Dec 1999 23:59:59 GMT"]),
    ("never", &["99999999999999999999"]),
    ("long", &["3600"]),
    ("nonsense", &["soon"]),
    ("two", &["0", "3600"]),
];

fn all() -> impl Iterator<Item = (String, u16, Vec<(&'static str, &'static str)>)> {
    let locations = ["/elsewhere", "https://elsewhere.example/"];
    let plain = STATUSES.into_iter().flat_map(move |status| {
        let is_redirect = (300..400).contains(&status);
        let fields: Vec<Vec<_>> = if is_redirect {
            locations.map(|to| vec![("location", to)]).to_vec()
        } else {
            vec![vec![]]
        };
        fields.into_iter().map(move |fields| {
            let to = fields
                .first()
                .map_or(String::new(), |(_, to)| format!(" to {to}"));
            (format!("{status}{to}"), status, fields)
        })
    });
    let waiting = ASK_TO_WAIT.into_iter().flat_map(|status| {
        RETRY_AFTER.into_iter().map(move |(name, values)| {
            let fields = values.iter().map(|value| ("retry-after", *value)).collect();
            (format!("{status}, Retry-After: {name}"), status, fields)
        })
    });
    plain.chain(waiting)
}

pub(crate) fn over_http1() -> Vec<Script> {
    all()
        .map(|(name, status, fields)| {
            let mut text = String::new();
            for (name, value) in &fields {
                text = text + name + ": " + value + "\r\n";
            }
            plain(name, Gives::Refusal(status), [answer(status, &text, b"{}")])
        })
        .collect()
}

pub(crate) fn over_http2() -> Vec<Script> {
    all()
        .map(|(name, status, fields)| {
            let flags = Frame::END_HEADERS | Frame::END_STREAM;
            let head = Frame::of_request(Frame::HEADERS, flags, status_block(status, &fields));
            let mut steps = vec![Step::Send(SETTINGS.to_vec())];
            // As often as the client may come back over the same connection.
            for (number, stream) in [(1, 1), (2, 3), (3, 5)] {
                let answer = Frame {
                    stream,
                    ..head.clone()
                };
                steps.extend([Step::AwaitRequest(number), Step::Send(answer.bytes())]);
            }
            steps.push(Step::Stall);
            let layer = Layer::TlsHttp2(trusted());
            Script::new(
                format!("{name} over HTTP/2"),
                layer,
                Gives::Refusal(status),
                steps,
            )
        })
        .collect()
}
