//! The Smart Asset VM beside revm and evm.
//!
//! ```text
//! scripts/bench savm [--json]             times, natively and in wasm; --only a0 for the cases that start so
//! scripts/bench savm --differential N     N random programs on ours and on revm
//! scripts/bench savm --agreement N        N random worlds, natively and in wasm
//! ```
//!
//! `--lines` prints their programs, for `corpus/`, in place of running them; `--from SEED` says where the seeds of the last two start.

use msez_savm_bench::{agreement, differential, race};
use std::process::ExitCode;

const USAGE: &str =
    "usage: savm [--only CASE] [--json] | --differential N [--from SEED] [--lines] | --agreement N [--from SEED] [--lines]";

#[derive(Default)]
struct Options {
    json: bool,
    lines: bool,
    only: String,
    differential: Option<u64>,
    agreement: Option<u64>,
    from: u64,
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        let mut text = || arguments.next().ok_or_else(|| format!("{argument} wants something after it"));
        let number = |text: String| text.parse().map_err(|_| format!("not a number: {text}"));
        match argument.as_str() {
            "--json" => options.json = true,
            "--lines" => options.lines = true,
            "--only" => options.only = text()?,
            "--differential" => options.differential = Some(number(text()?)?),
            "--agreement" => options.agreement = Some(number(text()?)?),
            "--from" => options.from = number(text()?)?,
            other => return Err(format!("unknown option {other}\n{USAGE}")),
        }
    }
    Ok(options)
}

fn run() -> Result<(), String> {
    let Options { json, lines, only, differential, agreement, from } = options(std::env::args().skip(1))?;
    let seeds = |count: u64| from..from.saturating_add(count);
    if lines {
        differential.into_iter().flat_map(seeds).for_each(|seed| println!("{}", differential::line(seed)));
        let worlds = agreement::Worlds::new()?;
        agreement.into_iter().flat_map(seeds).for_each(|seed| println!("{}", worlds.line(seed)));
        return Ok(());
    }
    if let Some(count) = differential {
        let tally = differential::run(seeds(count))?;
        println!("{} programs alike on both machines: {tally:?}", tally.programs());
    }
    if let Some(count) = agreement {
        let [successes, reverts, faults] = agreement::run(seeds(count))?;
        println!("{count} worlds alike natively and in wasm: {successes} successes, {reverts} reverts, {faults} faults");
    }
    if differential.or(agreement).is_some() {
        return Ok(());
    }
    let reports = [race::run(race::Place::Native, &only)?, race::run(race::Place::Wasm, &only)?];
    if json {
        println!("{:#}", serde_json::Value::from_iter(reports.iter().map(race::Report::to_json)));
    } else {
        reports.iter().for_each(|report| println!("{}", report.to_text()));
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
