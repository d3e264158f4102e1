//! Programs on the VM, against its promises.

mod case;
mod coverage;
mod generate;
mod mutate;
mod oracle;

pub use case::Case;
pub use coverage::Coverage;
pub use generate::case as generate;
pub use oracle::{check, Checked};

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::rng::Rng;

/// Cases that once found new features, smallest set of them.
pub fn corpus_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/vm.txt")
}

/// Cases that once found defects.
pub fn regressions_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions/vm.txt")
}

/// The cases of a file, one a line, but for comments; none if there is no file.
pub fn read_cases(file: &Path) -> Vec<Case> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| Case::from_line(line).unwrap_or_else(|| panic!("no case: {line}"))).collect()
}

/// Checks all cases of a file; how many there were.
pub fn replay(file: &Path) -> Result<usize, String> {
    let (mut rng, mut coverage) = (Rng::new(0), Coverage::default());
    let cases = read_cases(file);
    for case in &cases {
        check(case, &mut rng, &mut coverage).map_err(|fault| format!("{fault}\n{case}"))?;
    }
    Ok(cases.len())
}

/// What a campaign found.
#[derive(Debug, Default)]
pub struct Report {
    /// Cases checked.
    pub cases: u64,
    /// Executions in all.
    pub executions: u64,
    /// Cases whose call succeeded.
    pub succeeded: u64,
    /// Features seen.
    pub features: usize,
    /// Cases kept because they had new features.
    pub kept: Vec<Case>,
    /// What did not hold, with a small case that shows it.
    pub findings: Vec<(String, Case)>,
    /// How long it took.
    pub took: Duration,
}

/// Findings after which a campaign stops.
const MAX_FINDINGS: usize = 10;

/// Checks so many cases of a seed, made anew or from those that led somewhere.
pub fn campaign(
    cases: u64,
    seed: u64,
    corpus: Vec<Case>,
    longest: Option<Duration>,
    mut progress: impl FnMut(&Report),
) -> Report {
    let (mut rng, mut coverage, mut report) = (Rng::new(seed), Coverage::default(), Report::default());
    let started = Instant::now();
    let seeds = corpus.len() as u64;
    let mut corpus = corpus.into_iter();
    let mut kept: Vec<Case> = Vec::new();
    while report.cases < cases.max(seeds) && report.findings.len() < MAX_FINDINGS {
        let case = match corpus.next() {
            Some(case) => case,
            None if kept.is_empty() || rng.one_in(3) => generate(&mut rng),
            None => {
                let (one, other) = (rng.below(kept.len()), rng.below(kept.len()));
                mutate::mutate(&mut rng, &kept[one], &kept[other])
            }
        };
        match check(&case, &mut rng, &mut coverage) {
            Ok(checked) => {
                report.executions += checked.executions;
                report.succeeded += u64::from(checked.succeeded);
                if checked.new_features > 0 {
                    kept.push(case);
                }
            }
            Err(fault) => {
                let kind = fault.split(':').next().unwrap_or_default().to_string();
                let fails = |case: &Case| {
                    let found = check(case, &mut Rng::new(0), &mut Coverage::default());
                    found.is_err_and(|fault| fault.starts_with(&kind))
                };
                let small = if fails(&case) { mutate::shrink(&case, fails) } else { case };
                report.findings.push((fault, small));
            }
        }
        report.cases += 1;
        (report.took, report.features) = (started.elapsed(), coverage.count());
        if report.cases.is_multiple_of(100_000) {
            progress(&report);
        }
        if longest.is_some_and(|longest| report.took > longest) {
            break;
        }
    }
    report.kept = kept;
    report
}

/// A part of the cases that has what all of them have, but for pairs of opcodes: the shortest first.
pub fn distil(mut cases: Vec<Case>) -> Vec<Case> {
    use codec::Encode;
    cases.sort_by_key(|case| case.encoded_size() as u64 * 64 + case.gas_limit / 64);
    let (mut rng, mut coverage) = (Rng::new(0), Coverage::coarse());
    cases
        .into_iter()
        .filter(|case| check(case, &mut rng, &mut coverage).is_ok_and(|checked| checked.new_features > 0))
        .collect()
}
