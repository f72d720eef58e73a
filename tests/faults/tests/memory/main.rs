//! No flood costs more than a little memory. The test has its own process, since
//! allocations of other tests would count as well.

use std::time::Duration;

use connectpay::{Client, Environment, PartnerCredentials, Result, RetryPolicy};
use connectpay_faults::{Authority, Fault, FaultServer, Frame, Layer, Step, status_block};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

const MEBIBYTE: usize = 1024 * 1024;

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Example {
    #[connectpay::endpoint(path = "/things")]
    async fn read(&self) -> Result<Vec<u32>>;
}

fn http1(begins: &str, goes_on: Vec<u8>) -> Fault {
    let begins = Step::Send(begins.as_bytes().to_vec());
    let steps = vec![Step::AwaitRequest(1), begins, Step::Flood(goes_on)];
    Fault {
        layer: Layer::Tcp,
        steps,
    }
}

fn http2(authority: &Authority, begins: &Frame, goes_on: &Frame) -> Fault {
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0];
    let begins = [&settings[..], &begins.bytes()].concat();
    let flood = Step::Flood(goes_on.bytes().repeat(32));
    let steps = vec![Step::AwaitRequest(1), Step::Send(begins), flood];
    Fault {
        layer: Layer::TlsHttp2(authority.valid()),
        steps,
    }
}

fn floods(authority: &Authority) -> Vec<(&'static str, Fault)> {
    let head = Frame::of_request(Frame::HEADERS, Frame::END_HEADERS, status_block(200, &[]));
    let open = Frame::of_request(Frame::HEADERS, 0, status_block(200, &[]));
    let more = status_block(200, &[("x-more", "of it")])[5..].to_vec();
    let more = Frame::of_request(Frame::CONTINUATION, 0, more);
    let data = Frame::of_request(Frame::DATA, 0, [b' '; 8192]);
    let interim = Frame::of_request(Frame::HEADERS, Frame::END_HEADERS, status_block(100, &[]));
    let ping = Frame::of_connection(Frame::PING, 0, [7; 8]);
    let settings = Frame::of_connection(Frame::SETTINGS, 0, [0, 3, 0, 0, 0, 100]);
    vec![
        (
            "fields",
            http1("HTTP/1.1 200 OK\r\n", b"x-more: of it\r\n".repeat(256)),
        ),
        (
            "one field",
            http1("HTTP/1.1 200 OK\r\nx: ", vec![b'x'; 8192]),
        ),
        (
            "interim answers",
            http1("", b"HTTP/1.1 100 Continue\r\n\r\n".repeat(64)),
        ),
        ("a body", http1("HTTP/1.1 200 OK\r\n\r\n", vec![b' '; 8192])),
        (
            "a refusal's body",
            http1("HTTP/1.1 422 No\r\n\r\n", vec![b'x'; 8192]),
        ),
        (
            "trailers",
            http1(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n",
                b"x-more: of it\r\n".repeat(256),
            ),
        ),
        ("HTTP/2: a head", http2(authority, &open, &more)),
        ("HTTP/2: a body", http2(authority, &head, &data)),
        (
            "HTTP/2: interim answers",
            http2(authority, &interim, &interim),
        ),
        ("HTTP/2: pings", http2(authority, &ping, &ping)),
        ("HTTP/2: settings", http2(authority, &settings, &settings)),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_takes_a_bounded_amount_of_memory_and_ends_in_time() {
    let authority = Authority::new();
    let limit = Duration::from_millis(500);
    let floods = floods(&authority);
    let floods = floods
        .iter()
        .flat_map(|flood| [false, true].map(|reqwest| (flood, reqwest)));
    for ((name, fault), reqwest) in floods {
        let server = FaultServer::start(fault.clone()).await;
        let builder = Client::builder(
            Environment::custom(&server.base_url()).unwrap(),
            PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap(),
        )
        .max_answer_bytes(MEBIBYTE)
        .certificate_authorities(authority.der())
        .retry(RetryPolicy::never());
        let client = if reqwest { builder.reqwest() } else { builder };
        let client = client.build().unwrap();
        let before = PeakAlloc.current_usage();
        ALLOCATED.reset_peak_usage();
        // A control with the same timer, since the server floods the same CPUs.
        let control = tokio::spawn(async move {
            let begun = std::time::Instant::now();
            tokio::time::sleep(limit).await;
            begun.elapsed()
        });
        let begun = std::time::Instant::now();
        let result = client.read().timeout(limit).await;
        let elapsed = begun.elapsed();
        let peak = ALLOCATED.peak_usage().saturating_sub(before);
        assert!(result.is_err(), "{name}: {result:?}");
        // h2 keeps the interim answers of one turn of its task, which reads up to 2 MiB
        // of them. More time does not add to that.
        let bound = if *name == "HTTP/2: interim answers" {
            32
        } else {
            8
        };
        assert!(peak <= bound * MEBIBYTE, "{name}: {peak} bytes");
        let allowed = control.await.unwrap().max(limit) + Duration::from_millis(250);
        assert!(elapsed <= allowed, "{name}: {elapsed:?}");
        drop((client, server));
        given_back(name, before).await;
    }
}

/// Waits for the memory of one flood: the connection's task may still be at what came
/// before the call ended, which must not count for the next flood.
async fn given_back(name: &str, before: usize) {
    let begun = std::time::Instant::now();
    while PeakAlloc.current_usage() > before + MEBIBYTE {
        let kept = PeakAlloc.current_usage().saturating_sub(before);
        let is_late = begun.elapsed() > Duration::from_secs(10);
        assert!(!is_late, "{name}: {kept} bytes are not given back");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
