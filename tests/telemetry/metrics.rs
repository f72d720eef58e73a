//! `http.client.request.duration`, as OpenTelemetry's SDK exports it.
//!
//! Each test waits for its turn to listen, since otherwise another test would hear its
//! spans.

use std::time::Duration;

use connectpay::RetryPolicy;
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, HistogramDataPoint, MetricData};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};

use crate::canaries::{ARGUMENT, TOKEN, assert_clean};
use crate::declared::{Example as _, UserManagement as _};
use crate::exported::{Attributes, Exported, attributes, expected};
use crate::recorder::{Recorder, session};
use crate::scripted::{Scripted, Step, answer};
use crate::subscriber::Listening;

/// One client's metrics, in memory.
struct Meters {
    provider: SdkMeterProvider,
    exporter: InMemoryMetricExporter,
}

impl Meters {
    fn new() -> Self {
        let exporter = InMemoryMetricExporter::default();
        let provider = SdkMeterProvider::builder()
            .with_periodic_exporter(exporter.clone())
            .build();
        Self { provider, exporter }
    }

    /// Visits each series of the only metric.
    fn look(&self, mut at: impl FnMut(&HistogramDataPoint<f64>)) {
        self.provider.force_flush().unwrap();
        let exported = self.exporter.get_finished_metrics().unwrap();
        let all = exported.last().expect("an export");
        let mut names = Vec::new();
        for scope in all.scope_metrics() {
            assert_eq!(scope.scope().name(), "connectpay-runtime");
            for metric in scope.metrics() {
                names.push(metric.name().to_owned());
                assert_eq!(metric.unit(), "s");
                let AggregatedMetrics::F64(MetricData::Histogram(histogram)) = metric.data() else {
                    panic!("it is no histogram of seconds: {metric:?}");
                };
                histogram.data_points().for_each(&mut at);
            }
        }
        assert_eq!(names, ["http.client.request.duration"]);
    }

    /// How often each combination of attributes was measured.
    fn series(&self) -> Vec<(Attributes, u64)> {
        let mut series = Vec::new();
        self.look(|point| {
            series.push((attributes(point.attributes()), point.count()));
        });
        series.sort();
        series
    }
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_measured_with_the_attributes_of_the_conventions() {
    let _turn = Listening::begin().await;
    let meters = Meters::new();
    let server = Scripted::new([answer(503), answer(503), answer(200)]);
    let client = server.builder().meter_provider(&meters.provider).build();
    client.unwrap().numbers().await.unwrap();

    let of = |status: i64| {
        expected([
            ("http.request.method", "GET".into()),
            ("url.template", "/example/partner/numbers".into()),
            ("server.address", "localhost".into()),
            ("server.port", Exported::Int(80)),
            ("http.response.status_code", Exported::Int(status)),
            ("network.protocol.version", "1.1".into()),
        ])
    };
    let mut failed = of(503);
    failed.insert("error.type".to_owned(), "503".into());
    let mut expected = vec![(failed, 2), (of(200), 1)];
    expected.sort();
    assert_eq!(meters.series(), expected);
}

#[tokio::test(start_paused = true)]
async fn it_is_measured_in_seconds_within_the_boundaries_that_are_advised() {
    let _turn = Listening::begin().await;
    let meters = Meters::new();
    let client = Scripted::new([Step::Silence])
        .builder()
        .retry(RetryPolicy::never())
        .attempt_timeout(Duration::from_millis(600))
        .meter_provider(&meters.provider)
        .build()
        .unwrap();
    client.numbers().await.unwrap_err();
    meters.look(|point| {
        assert!((0.6..0.7).contains(&point.sum()), "{}", point.sum());
        let bounds: Vec<_> = point.bounds().collect();
        let advised = [
            0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
        ];
        assert_eq!(bounds, advised);
    });
    let series = meters.series();
    assert_eq!(series.len(), 1);
    assert_eq!(series[0].0["error.type"], "timeout".into());
    assert!(!series[0].0.contains_key("http.response.status_code"));
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_attempt_is_measured_too() {
    let _turn = Listening::begin().await;
    let meters = Meters::new();
    let client = Scripted::new([Step::Silence])
        .builder()
        .meter_provider(&meters.provider)
        .build()
        .unwrap();
    let call = tokio::time::timeout(Duration::from_secs(1), client.numbers());
    call.await.unwrap_err();
    let series = meters.series();
    assert_eq!(series.len(), 1);
    assert_eq!(series[0].0["error.type"], "cancelled".into());
}

#[tokio::test]
async fn no_argument_and_no_secret_is_in_a_metric() {
    let _turn = Listening::begin().await;
    let meters = Meters::new();
    let recorder = Recorder::answering(503, ARGUMENT);
    let builder = recorder.builder().retry(RetryPolicy::never());
    let client = builder.meter_provider(&meters.provider).build().unwrap();
    client
        .search(ARGUMENT, &[ARGUMENT], None, None)
        .await
        .unwrap_err();
    session(&client).authorise(ARGUMENT).await.unwrap_err();
    let exported = format!("{:?}", meters.series());
    assert!(exported.contains("authorise/{event_id}"));
    assert_clean("a metric", &exported);
    assert!(!exported.contains(TOKEN));
}

#[tokio::test]
async fn the_global_provider_is_taken_unless_another_is_given() {
    let _turn = Listening::begin().await;
    let (global, given) = (Meters::new(), Meters::new());
    opentelemetry::global::set_meter_provider(global.provider.clone());
    let recorder = Recorder::answering(204, "");
    let by_given = recorder.builder().meter_provider(&given.provider).build();
    by_given.unwrap().note(None).await.unwrap();
    let by_global = recorder.client();
    by_global.note(None).await.unwrap();
    by_global.note(None).await.unwrap();
    let count = |meters: &Meters| {
        let mut count = 0;
        for (attributes, times) in meters.series() {
            // Other tests of this process have clients too.
            if attributes["url.template"] == "/example/partner/note".into() {
                count += times;
            }
        }
        count
    };
    assert_eq!(count(&given), 1);
    assert_eq!(count(&global), 2);
}
