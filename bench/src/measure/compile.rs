//! What the peers' endpoints cost the compiler.

use std::collections::BTreeMap;

use super::{Bench, Extent, progress};
use crate::compile::{Declared, Leaves, Mode, Usage};
use crate::figures::{Figures, Row};
use crate::work::Result;

const DECLARED: [Declared; 11] = [
    Declared::Baseline,
    Declared::Reqwest,
    Declared::Hyper,
    Declared::Connectpay,
    Declared::ConnectpaySca,
    Declared::Progenitor,
    Declared::Feignhttp,
    Declared::RetrofitRs,
    Declared::Rustify,
    Declared::Ruma,
    Declared::Clientix,
];

impl Bench {
    /// Measures everything about the compiler.
    pub(crate) fn compile(&self, extent: Extent) -> Result<Figures> {
        let (declared, sizes): (&[Declared], &[usize]) = match extent {
            Extent::Full => (&DECLARED, &[10, 100, 1_000]),
            Extent::Quick => (&DECLARED[..4], &[100]),
        };
        let all: Vec<_> = declared
            .iter()
            .flat_map(|&declared| sizes.iter().map(move |&size| (declared, size)))
            .collect();
        let mut leaves = Leaves::write(&self.directory, &all)?;
        let mut figures = Figures::default();
        for &size in sizes {
            let modes: &[Mode] = match (extent, size) {
                (Extent::Quick, _) | (_, 1_000) => &[Mode::Check, Mode::Debug],
                _ => &[Mode::Check, Mode::Debug, Mode::Release],
            };
            for &mode in modes {
                progress(&format!("compile: {mode:?}, {size} endpoints"));
                // Each of the others takes minutes and answers no open question.
                let declared = if size == 1_000 {
                    &declared[..4]
                } else {
                    declared
                };
                let rounds = match (extent, size) {
                    (_, 10 | 1_000) => 1,
                    (Extent::Quick, _) => 2,
                    (Extent::Full, _) => 3,
                };
                let usages = leaves.measure(declared, size, mode, rounds)?;
                add(&mut figures, mode, size, &usages)?;
            }
        }
        if extent == Extent::Full {
            for &declared in &declared[..4] {
                progress(&format!("compile: one changed line, {declared:?}"));
                let seconds = leaves.change(declared, 1_000, 3)?;
                figures.add(Row::Change, declared, seconds);
            }
            for declared in [Declared::Connectpay, Declared::Reqwest] {
                progress(&format!("compile: everything, {declared:?}"));
                figures.add(Row::Clean, declared, leaves.clean(declared, 10)?);
            }
        }
        Ok(figures)
    }
}

fn add(
    figures: &mut Figures,
    mode: Mode,
    size: usize,
    usages: &BTreeMap<Declared, Usage>,
) -> Result<()> {
    for (&declared, usage) in usages {
        figures.add(Row::Compile(mode, size), declared, usage.cpu);
        figures.add(Row::CompilerMemory(mode, size), declared, usage.memory);
        if let Some(rlib) = usage.rlib {
            figures.add(Row::Rlib(mode, size), declared, rlib);
        }
    }
    let Some(baseline) = usages.get(&Declared::Baseline) else {
        return Ok(());
    };
    for (&declared, usage) in usages {
        let count = f64::from(u32::try_from(size)?);
        let own = (usage.cpu - baseline.cpu) * 1_000.0 / count;
        figures.add(Row::OwnCompile(mode, size), declared, own);
    }
    Ok(())
}
