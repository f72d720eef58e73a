//! Draws the figures: one picture for each row of interest, with a bar for each
//! subject.

use std::path::Path;

use plotters::prelude::*;

use crate::figures::Figures;
use crate::work::Result;

/// The rows that get a picture, and its file.
const PICTURES: [(&str, &str); 4] = [
    ("instructions per request, thousands", "instructions.svg"),
    ("allocations per request", "allocations.svg"),
    ("check, own cost per endpoint of 100, ms", "check.svg"),
    ("release build, 100 endpoints, CPU s", "release.svg"),
];

const OURS: RGBColor = RGBColor(0x1f, 0x6f, 0xb2);
const OTHERS: RGBColor = RGBColor(0xa8, 0xb3, 0xbd);

/// Draws each row that was measured.
pub(crate) fn write(figures: &Figures, directory: &Path) -> Result<()> {
    for (row, bars) in figures.rows() {
        let Some((_, file)) = PICTURES.iter().find(|(of, _)| *of == row) else {
            continue;
        };
        let mut bars: Vec<(&str, f64)> = bars.iter().map(|(of, &bar)| (of.as_str(), bar)).collect();
        bars.retain(|(of, _)| *of != "baseline");
        bars.sort_by(|a, b| b.1.total_cmp(&a.1));
        draw(row, &bars, &directory.join(file))?;
    }
    Ok(())
}

fn draw(title: &str, bars: &[(&str, f64)], file: &Path) -> Result<()> {
    let count = i32::try_from(bars.len())?;
    let height = 60 + 26 * u32::try_from(count)?;
    let picture = SVGBackend::new(file, (720, height)).into_drawing_area();
    picture.fill(&WHITE)?;
    let longest = bars.iter().map(|bar| bar.1).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(&picture)
        .caption(title, ("sans-serif", 16))
        .margin(8)
        .build_cartesian_2d(-0.32 * longest..longest * 1.12, 0..count)?;
    for (at, &(of, bar)) in (0..).zip(bars) {
        let style = if of.starts_with("connectpay") {
            OURS
        } else {
            OTHERS
        };
        let text = ("sans-serif", 13).into_font();
        chart.draw_series([Rectangle::new(
            [(0.0, at), (bar.max(0.0), at + 1)],
            style.filled(),
        )])?;
        chart.draw_series([Rectangle::new(
            [(0.0, at), (bar.max(0.0), at + 1)],
            WHITE.stroke_width(3),
        )])?;
        chart.draw_series([
            Text::new(of.to_owned(), (-0.31 * longest, at + 1), text.clone()),
            Text::new(
                format!("{bar:.1}"),
                (bar.max(0.0) + 0.01 * longest, at + 1),
                text,
            ),
        ])?;
    }
    picture.present()?;
    Ok(())
}
