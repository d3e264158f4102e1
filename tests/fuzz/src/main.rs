//! Long campaigns. See the README.

use std::{fmt::Write as _, fs, path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use msez_fuzz::{runtime, vm};

/// Fuzzers of the Smart Asset Operating System.
#[derive(Debug, Parser)]
#[command(name = "msez-fuzz", version)]
enum Command {
    /// Programs on the VM.
    Vm(Vm),
    /// Calls on the runtime.
    Runtime(Calls),
}

#[derive(Debug, clap::Args)]
struct Calls {
    /// How many calls.
    #[arg(long, default_value_t = 20_000)]
    calls: u64,
    /// Where the random numbers start; a finding names the seed of its chapter.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Check all invariants after so many calls.
    #[arg(long, default_value_t = runtime::BETWEEN_CHECKS)]
    check_every: u64,
    /// Stop after so many minutes.
    #[arg(long)]
    minutes: Option<u64>,
}

#[derive(Debug, clap::Args)]
struct Vm {
    /// How many programs; each is executed five times or more.
    #[arg(long, default_value_t = 100_000)]
    executions: u64,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Stop after so many minutes.
    #[arg(long)]
    minutes: Option<u64>,
    /// Write the smallest set of cases with all features found to the corpus.
    #[arg(long)]
    keep: bool,
    /// Check the cases of this file and nothing else.
    #[arg(long)]
    replay: Option<PathBuf>,
}

fn main() -> ExitCode {
    // Panics are findings, reported with the case that made them.
    std::panic::set_hook(Box::new(|_| ()));
    let done = match Command::parse() {
        Command::Vm(arguments) => run_vm(arguments),
        Command::Runtime(arguments) => run_runtime(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run_vm(Vm { executions, seed, minutes, keep, replay }: Vm) -> Result<(), String> {
    if let Some(file) = replay {
        println!("{} cases hold", vm::replay(&file)?);
        return Ok(());
    }
    let longest = minutes.map(|minutes| Duration::from_secs(minutes * 60));
    let report = vm::campaign(executions, seed, vm::read_cases(&vm::corpus_file()), longest, |report| {
        let rate = report.executions as f64 / report.took.as_secs_f64();
        println!(
            "{:>10} programs  {:>11} executions  {rate:>9.0}/s  {:>5.1} % succeed  {} features",
            report.cases,
            report.executions,
            100.0 * report.succeeded as f64 / report.cases as f64,
            report.features
        );
    });
    println!(
        "{} programs, {} executions in {:.0} s; {} succeeded; {} features",
        report.cases,
        report.executions,
        report.took.as_secs_f64(),
        report.succeeded,
        report.features
    );
    if keep {
        let cases = vm::distil(report.kept);
        let lines: String = cases.iter().map(|case| case.to_line() + "\n").collect();
        fs::write(vm::corpus_file(), lines).map_err(|error| error.to_string())?;
        println!("{} cases in the corpus", cases.len());
    }
    let mut findings = String::new();
    for (fault, case) in &report.findings {
        let _ = writeln!(findings, "{fault}\n{case}");
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(findings)
    }
}

fn run_runtime(Calls { calls, seed, check_every, minutes }: Calls) -> Result<(), String> {
    let longest = minutes.map(|minutes| Duration::from_secs(minutes * 60));
    let report = runtime::campaign(calls, seed, check_every, longest, |report| {
        println!(
            "{:>9} calls  {:>5.1} % succeed  {} blocks  {:.0} s",
            report.calls,
            100.0 * report.succeeded() as f64 / report.calls as f64,
            report.blocks,
            report.took.as_secs_f64()
        );
    })?;
    println!("{report}");
    if report.findings.is_empty() {
        Ok(())
    } else {
        Err(report.findings.join("\n\n"))
    }
}
