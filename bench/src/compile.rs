//! What endpoints cost the compiler.

mod leaf;
mod usage;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

pub(crate) use self::leaf::Declared;
use self::usage::{COUNTED, USAGE, children_cpu};
pub(crate) use self::usage::{Usage, as_wrapper};
use crate::median::median;
use crate::work::Result;

/// What the compiler has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Mode {
    Check,
    Debug,
    Release,
}

/// The generated crates.
pub(crate) struct Leaves {
    root: PathBuf,
    version: usize,
    /// The leaves whose dependencies are built.
    built: BTreeSet<(Declared, Mode)>,
}

impl Leaves {
    /// Writes a workspace of leaves below `bench/target`.
    pub(crate) fn write(bench: &Path, all: &[(Declared, usize)]) -> Result<Self> {
        let root = bench.join("target/leaves");
        fs::create_dir_all(&root)?;
        let members: Vec<String> = all.iter().map(|&(d, n)| name(d, n)).collect();
        fs::write(
            root.join("Cargo.toml"),
            format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"),
        )?;
        // The same versions as in the measured runs.
        fs::copy(bench.join("Cargo.lock"), root.join("Cargo.lock"))?;
        let leaves = Self {
            root,
            version: 0,
            built: BTreeSet::new(),
        };
        for &(declared, endpoints) in all {
            leaves.write_leaf(declared, endpoints, bench)?;
        }
        Ok(leaves)
    }

    fn write_leaf(&self, declared: Declared, endpoints: usize, bench: &Path) -> Result<()> {
        let (leaf, name) = (declared.leaf(endpoints, 0), name(declared, endpoints));
        let directory = self.root.join(&name);
        fs::create_dir_all(directory.join("src"))?;
        let runtime = bench.join("../connectpay-runtime");
        let dependencies = leaf
            .dependencies
            .replace("RUNTIME", &runtime.display().to_string());
        // `ruma-common` asks for the features.
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [features]\ndefault = [\"client\"]\nclient = []\nserver = []\n\n\
             [dependencies]\n{dependencies}"
        );
        write_changed(&directory.join("Cargo.toml"), &manifest)?;
        self.write_source(declared, endpoints)
    }

    fn write_source(&self, declared: Declared, endpoints: usize) -> Result<()> {
        let leaf = declared.leaf(endpoints, self.version);
        let directory = self.root.join(name(declared, endpoints));
        if let Some(document) = leaf.document {
            fs::write(directory.join("openapi.json"), document.to_string())?;
        }
        fs::write(directory.join("src/lib.rs"), leaf.lib)?;
        Ok(())
    }

    /// Builds a leaf whose dependencies have been built.
    pub(crate) fn build(
        &mut self,
        declared: Declared,
        endpoints: usize,
        mode: Mode,
        incremental: bool,
        counted: bool,
    ) -> Result<Usage> {
        self.version += 1;
        self.write_source(declared, endpoints)?;
        let usage = self.root.join("usage.json");
        fs::write(&usage, "")?;
        let name = name(declared, endpoints);
        let mut cargo = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        cargo
            .args(match mode {
                Mode::Check => &["check"][..],
                Mode::Debug => &["build"],
                Mode::Release => &["build", "--release"],
            })
            .args(["--quiet", "--package", &name])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" })
            .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?)
            .env(USAGE, &usage);
        if counted {
            cargo.env(COUNTED, "1");
        }
        if !cargo.status()?.success() {
            return Err(format!("{name} does not compile").into());
        }
        let line = fs::read_to_string(&usage)?;
        let mut usage: Usage = serde_json::from_str(line.lines().last().unwrap_or_default())?;
        let profile = match mode {
            Mode::Check => return Ok(usage),
            Mode::Debug => "debug",
            Mode::Release => "release",
        };
        let rlib = format!("target/{profile}/lib{}.rlib", name.replace('-', "_"));
        let bytes: u32 = fs::metadata(self.root.join(rlib))?.len().try_into()?;
        usage.rlib = Some(f64::from(bytes) / 1_048_576.0);
        Ok(usage)
    }

    /// The medians of some builds of each leaf, one of each after the other.
    pub(crate) fn measure(
        &mut self,
        all: &[Declared],
        endpoints: usize,
        mode: Mode,
        rounds: usize,
    ) -> Result<BTreeMap<Declared, Usage>> {
        let mut usages: BTreeMap<Declared, Vec<Usage>> = BTreeMap::new();
        for &declared in all {
            // The first leaf also builds the dependencies, so it is not measured.
            if self.built.insert((declared, mode)) {
                self.build(declared, endpoints, mode, false, false)?;
            }
        }
        for _ in 0..rounds {
            for &declared in all {
                let usage = self.build(declared, endpoints, mode, false, false)?;
                usages.entry(declared).or_default().push(usage);
            }
        }
        let middle = |usages: Vec<Usage>| Usage {
            cpu: median(usages.iter().map(|usage| usage.cpu)),
            memory: median(usages.iter().map(|usage| usage.memory)),
            instructions: None,
            rlib: usages.first().and_then(|usage| usage.rlib),
        };
        Ok(usages
            .into_iter()
            .map(|(d, all)| (d, middle(all)))
            .collect())
    }

    /// Instructions of a build, which do not depend on what else the machine does.
    pub(crate) fn count(
        &mut self,
        declared: Declared,
        endpoints: usize,
        mode: Mode,
    ) -> Result<f64> {
        if self.built.insert((declared, mode)) {
            self.build(declared, endpoints, mode, false, false)?;
        }
        let usage = self.build(declared, endpoints, mode, false, true)?;
        usage.counted()
    }

    /// Instructions of a check after one line has changed.
    pub(crate) fn count_change(&mut self, declared: Declared, endpoints: usize) -> Result<f64> {
        self.build(declared, endpoints, Mode::Check, true, false)?;
        let usage = self.build(declared, endpoints, Mode::Check, true, true)?;
        usage.counted()
    }

    /// CPU seconds of a debug build of the leaf and of all its dependencies, from
    /// scratch.
    pub(crate) fn clean(&self, declared: Declared, endpoints: usize) -> Result<f64> {
        let target = self.root.join("clean");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let before = children_cpu()?;
        let built = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
            .args(["build", "--quiet", "--package", &name(declared, endpoints)])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &target)
            .status()?;
        if !built.success() {
            return Err(format!("{} does not compile", name(declared, endpoints)).into());
        }
        let cpu = children_cpu()? - before;
        fs::remove_dir_all(&target)?;
        Ok(cpu)
    }

    /// CPU seconds of a check after one line has changed.
    pub(crate) fn change(
        &mut self,
        declared: Declared,
        endpoints: usize,
        rounds: usize,
    ) -> Result<f64> {
        self.build(declared, endpoints, Mode::Check, true, false)?;
        let mut seconds = Vec::new();
        for _ in 0..rounds {
            seconds.push(
                self.build(declared, endpoints, Mode::Check, true, false)?
                    .cpu,
            );
        }
        Ok(median(seconds))
    }
}

/// For an unchanged manifest, cargo keeps what it knows.
fn write_changed(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text)?;
    }
    Ok(())
}

fn name(declared: Declared, endpoints: usize) -> String {
    use clap::ValueEnum as _;

    let declared = declared.to_possible_value();
    let declared = declared.as_ref().map_or("", |value| value.get_name());
    format!("leaf-{declared}-{endpoints}")
}
