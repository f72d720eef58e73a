//! What endpoints cost the compiler in instructions: for this library and for reqwest by
//! hand, since counting takes twenty times as long as compiling.

use super::{Bench, progress};
use crate::compile::{Declared, Leaves, Mode};
use crate::figures::{Figures, Row};
use crate::work::Result;

const ALL: [Declared; 4] = [
    Declared::Baseline,
    Declared::Reqwest,
    Declared::Connectpay,
    Declared::ConnectpaySca,
];

impl Bench {
    /// Instructions per endpoint, and those of a check after one line has changed.
    pub(crate) fn compiler_instructions(&self) -> Result<Figures> {
        let sizes = [100, 1_000];
        let leaves = ALL.map(|declared| sizes.map(|size| (declared, size)));
        let mut leaves = Leaves::write(&self.directory, leaves.as_flattened())?;
        let mut figures = Figures::default();
        for mode in [Mode::Check, Mode::Debug] {
            let mut baseline = 0.0;
            for declared in ALL {
                progress(&format!(
                    "instructions of the compiler: {mode:?}, {declared:?}"
                ));
                let count = leaves.count(declared, 100, mode)? / 1e6;
                if declared == Declared::Baseline {
                    baseline = count;
                }
                let own = (count - baseline) / 100.0;
                figures.add(Row::OwnInstructions(mode, 100), declared, own);
            }
        }
        for declared in &ALL[..3] {
            progress(&format!(
                "instructions of the compiler: one changed line, {declared:?}"
            ));
            let count = leaves.count_change(*declared, 1_000)? / 1e9;
            figures.add(Row::ChangeInstructions, *declared, count);
        }
        Ok(figures)
    }
}
