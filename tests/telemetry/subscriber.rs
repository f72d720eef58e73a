//! The process's subscriber, and the turn of one test to listen to it.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tokio::sync::MutexGuard;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// What has been recorded since the test began.
pub(crate) struct Listening {
    _turn: MutexGuard<'static, ()>,
    fields: Fields,
    log: Log,
    exporter: InMemorySpanExporter,
}

static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

static HEARD: LazyLock<(Fields, Log, InMemorySpanExporter)> = LazyLock::new(|| {
    let (fields, log) = (Fields::default(), Log::default());
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    // The part of this library's telemetry that an application exports.
    let exported = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("tests"))
        // Attributes about the place in the code and not about the call.
        .with_location(false)
        .with_target(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(filter_fn(|metadata| {
            metadata.target().starts_with("connectpay")
        }));
    // Every level of every crate.
    let text = tracing_subscriber::fmt::layer()
        .with_span_events(FmtSpan::FULL)
        .with_writer(log.clone());
    // This includes crates that write to `log`.
    tracing_subscriber::registry()
        .with(fields.clone())
        .with(text)
        .with(exported)
        .init();
    (fields, log, exporter)
});

impl Listening {
    pub(crate) async fn begin() -> Self {
        let turn = TURN.lock().await;
        let (fields, log, exporter) = HEARD.clone();
        fields.0.lock().unwrap().clear();
        log.0.lock().unwrap().clear();
        exporter.reset();
        Self {
            _turn: turn,
            fields,
            log,
            exporter,
        }
    }

    /// The spans that have ended, as OpenTelemetry's SDK exports them: an attempt's
    /// span comes before its call's.
    pub(crate) fn spans(&self) -> Vec<SpanData> {
        self.exporter.get_finished_spans().unwrap()
    }

    /// The last value of a field of a span of this library.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let fields = self.fields.0.lock().unwrap();
        let value = fields.iter().rev().find(|(field, _)| field == name);
        value.map(|(_, value)| value.clone())
    }

    /// All that was written.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.log.0.lock().unwrap().clone()).unwrap()
    }
}

/// Keeps the fields of every span of this library.
#[derive(Clone, Default)]
struct Fields(Arc<Mutex<Vec<(String, String)>>>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let value = format!("{value:?}").trim_matches('"').to_owned();
        self.0
            .lock()
            .unwrap()
            .push((field.name().to_owned(), value));
    }
}

impl<S: tracing::Subscriber> Layer<S> for Fields {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if attributes.metadata().target().starts_with("connectpay") {
            attributes.record(&mut self.clone());
        }
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        values.record(&mut self.clone());
    }
}

/// What the formatting layer wrote.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
