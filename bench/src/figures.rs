//! The figures: what was measured, for which subject, and how it is recorded.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::compile::Mode;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    OwnCompile(Mode, usize),
    Compile(Mode, usize),
    CompilerMemory(Mode, usize),
    Rlib(Mode, usize),
    Change,
    OwnInstructions(Mode, usize),
    ChangeInstructions,
    Clean,
    Instructions,
    RecordedInstructions,
    Allocations,
    RecordedAllocations,
    AllocatedBytes,
    Cpu(usize),
    BuildTime,
    BuildAllocations,
    Burst,
    Held,
}

impl Row {
    fn text(self) -> String {
        let verb = |mode| match mode {
            Mode::Check => "check",
            Mode::Debug => "debug build",
            Mode::Release => "release build",
        };
        match self {
            Self::OwnCompile(mode, size) => {
                format!("{}, own cost per endpoint of {size}, ms", verb(mode))
            }
            Self::Compile(mode, size) => format!("{}, {size} endpoints, CPU s", verb(mode)),
            Self::CompilerMemory(mode, size) => {
                format!("{}, {size} endpoints, rustc's peak, MiB", verb(mode))
            }
            Self::Rlib(mode, size) => format!("{}, {size} endpoints, rlib, MiB", verb(mode)),
            Self::Change => "one changed line, incremental check of 1000, CPU s".to_owned(),
            Self::OwnInstructions(mode, size) => {
                format!(
                    "{}, own instructions per endpoint of {size}, millions",
                    verb(mode)
                )
            }
            Self::ChangeInstructions => {
                "one changed line, incremental check of 1000, instructions, thousand millions"
                    .to_owned()
            }
            Self::Clean => "clean debug build with all dependencies, CPU s".to_owned(),
            Self::Instructions => "instructions per request, thousands".to_owned(),
            Self::RecordedInstructions => {
                "the same with a subscriber that records, thousands".to_owned()
            }
            Self::Allocations => "allocations per request".to_owned(),
            Self::RecordedAllocations => "the same with a subscriber that records".to_owned(),
            Self::AllocatedBytes => "bytes allocated per request".to_owned(),
            Self::Cpu(in_flight) => format!("CPU time per request, {in_flight} in flight, µs"),
            Self::BuildTime => "building a POST, µs".to_owned(),
            Self::BuildAllocations => "building a POST, allocations".to_owned(),
            Self::Burst => "connections opened by a cold burst of 64".to_owned(),
            Self::Held => "heap per call in flight, KiB".to_owned(),
        }
    }
}

/// Figures by row and subject, in the order in which they came.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Figures {
    rows: Vec<(String, BTreeMap<String, f64>)>,
    notes: Vec<String>,
}

impl Figures {
    pub(crate) fn add(&mut self, row: Row, of: impl Subject, figure: f64) {
        let (row, of) = (row.text(), of.text());
        if let Some((_, figures)) = self.rows.iter_mut().find(|(name, _)| *name == row) {
            figures.insert(of, figure);
        } else {
            self.rows.push((row, BTreeMap::from([(of, figure)])));
        }
    }

    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Takes over all rows of others. They replace rows of the same name.
    pub(crate) fn extend(&mut self, others: Self) {
        for (row, figures) in others.rows {
            self.rows.retain(|(name, _)| *name != row);
            self.rows.push((row, figures));
        }
        for note in others.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, f64>)> {
        self.rows
            .iter()
            .map(|(name, figures)| (name.as_str(), figures))
    }

    /// The table in Markdown, with a column per subject.
    pub(crate) fn table(&self) -> String {
        let mut subjects: Vec<&str> = Vec::new();
        for (_, figures) in &self.rows {
            for subject in figures.keys() {
                if !subjects.contains(&subject.as_str()) {
                    subjects.push(subject);
                }
            }
        }
        subjects.sort_unstable();
        let mut table = format!("| | {} |\n|---|", subjects.join(" | "));
        table.push_str(&"---:|".repeat(subjects.len()));
        table.push('\n');
        for (row, figures) in &self.rows {
            let cells: Vec<String> = subjects
                .iter()
                .map(|&subject| figures.get(subject).map(written).unwrap_or_default())
                .collect();
            let _infallible = writeln!(table, "| {row} | {} |", cells.join(" | "));
        }
        for note in &self.notes {
            let _infallible = write!(table, "\n* {note}");
        }
        table.push('\n');
        table
    }
}

/// Three digits, and no more than are known.
fn written(figure: &f64) -> String {
    let decimals = match figure.abs() {
        0.0..1.0 => 3,
        1.0..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    };
    format!("{figure:.decimals$}")
}

/// The subject of a figure.
pub(crate) trait Subject {
    fn text(&self) -> String;
}

impl<T: ValueEnum> Subject for T {
    fn text(&self) -> String {
        let value = self.to_possible_value();
        value
            .as_ref()
            .map_or("", |value| value.get_name())
            .to_owned()
    }
}

/// A name as it is.
pub(crate) struct Named<'a>(pub(crate) &'a str);

impl Subject for Named<'_> {
    fn text(&self) -> String {
        self.0.to_owned()
    }
}
