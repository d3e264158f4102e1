//! Long campaigns. See the README.

use std::{fmt::Write as _, fs, path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use msez_fuzz::{gas, runtime, saturation, vm};

/// Fuzzers of the Smart Asset Operating System.
#[derive(Debug, Parser)]
#[command(name = "msez-fuzz", version)]
enum Command {
    /// Programs on the VM.
    Vm(Vm),
    /// Calls on the runtime.
    Runtime(Calls),
    /// Time per gas, in wasm.
    Gas(Gas),
    /// Whether programs end natively as they do in wasm.
    Agree(Agree),
    /// How many migrations a block starts and completes.
    Moves(Moves),
}

#[derive(Debug, clap::Args)]
struct Moves {
    /// Blocks that count.
    #[arg(long, default_value_t = 10)]
    blocks: u32,
}

#[derive(Debug, clap::Args)]
struct Agree {
    /// How many random programs besides the corpus.
    #[arg(long, default_value_t = 10_000)]
    programs: u64,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The runtime to run, instead of the one built with this program.
    #[arg(long)]
    wasm: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Gas {
    /// How many random programs.
    #[arg(long, default_value_t = 0)]
    random: u64,
    /// Leave the programs out that were written by hand.
    #[arg(long)]
    no_adversarial: bool,
    /// Only those whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Gas of each program written by hand.
    #[arg(long, default_value_t = 10_000_000)]
    gas: u64,
    /// Gas of each random program.
    #[arg(long, default_value_t = 1_000_000)]
    random_gas: u64,
    /// The runtime to measure, instead of the one built with this program.
    #[arg(long)]
    wasm: Option<PathBuf>,
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
    let command = Command::parse();
    if matches!(command, Command::Vm(_) | Command::Runtime(_)) {
        // Panics are findings, reported with the case that made them.
        std::panic::set_hook(Box::new(|_| ()));
    }
    let done = match command {
        Command::Vm(arguments) => run_vm(arguments),
        Command::Runtime(arguments) => run_runtime(arguments),
        Command::Gas(arguments) => run_gas(arguments),
        Command::Agree(arguments) => run_agree(arguments),
        Command::Moves(Moves { blocks }) => saturation::run(blocks),
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

fn wasm(file: Option<&PathBuf>) -> Result<Vec<u8>, String> {
    match file {
        Some(file) => fs::read(file).map_err(|error| format!("{}: {error}", file.display())),
        None => {
            let built = msez_runtime::WASM_BINARY;
            Ok(built.ok_or("this was built without the runtime's wasm: give --wasm")?.to_vec())
        }
    }
}

fn run_agree(Agree { programs, seed, wasm: file }: Agree) -> Result<(), String> {
    let mut machine = gas::Machine::new(wasm(file.as_ref())?)?;
    let mut cases = vm::read_cases(&vm::corpus_file());
    let mut rng = msez_fuzz::rng::Rng::new(seed);
    cases.extend((0..programs).map(|_| vm::generate(&mut rng)));
    println!("{} programs end natively as in wasm", gas::compare(&mut machine, &cases)?);
    Ok(())
}

fn run_gas(arguments: Gas) -> Result<(), String> {
    let wasm = match &arguments.wasm {
        Some(file) => fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?,
        None => msez_runtime::WASM_BINARY
            .ok_or("this was built without the runtime's wasm: give --wasm")?
            .to_vec(),
    };
    let mut machine = gas::Machine::new(wasm)?;
    let charged = gas::charged();
    println!("a call of nothing takes {:?}; a gas is charged {charged} ns", machine.base());
    let mut worst: f64 = 0.0;
    if !arguments.no_adversarial {
        let mut all = Vec::new();
        for adversary in gas::adversaries() {
            if arguments.only.as_ref().is_some_and(|only| !adversary.name.contains(only)) {
                continue;
            }
            match gas::measure(&mut machine, &adversary, arguments.gas, 3) {
                Ok(measured) => all.push(measured),
                Err(error) => println!("{}: {error}", adversary.name),
            }
        }
        all.sort_by(|a, b| b.ratio().total_cmp(&a.ratio()));
        println!("{:<44} {:>8} {:>12} {:>10}  ended", "program", "ns/gas", "gas", "ms");
        for measured in &all {
            println!(
                "{:<44} {:>8.3} {:>12} {:>10.2}  {}",
                measured.name,
                measured.ratio(),
                measured.gas,
                measured.time.as_secs_f64() * 1_000.0,
                measured.ending
            );
        }
        worst = all.first().map_or(0.0, gas::Measured::ratio);
    }
    if arguments.random > 0 {
        let found =
            gas::search(&mut machine, arguments.random, arguments.seed, arguments.random_gas, |found| {
                let worst = found.worst.first().map_or(0.0, gas::Measured::ratio);
                println!(
                    "{:>8} programs  {:>8} told  worst {worst:.3} ns/gas  {:.0?}",
                    found.programs, found.told, found.took
                );
            })?;
        println!(
            "{} random programs, {} of them with enough gas; the longest beyond its weight: {:?}",
            found.programs, found.told, found.beyond
        );
        for measured in &found.worst {
            println!(
                "{} {:.3} ns/gas, {} gas, {}",
                measured.name,
                measured.ratio(),
                measured.gas,
                measured.ending
            );
            if measured.ratio() > charged {
                println!("{}", measured.text());
            }
        }
        worst = worst.max(found.worst.first().map_or(0.0, gas::Measured::ratio));
    }
    println!("the worst takes {worst:.3} ns a gas, of {charged} ns charged");
    if worst > charged {
        return Err("a program takes longer than its weight says".into());
    }
    Ok(())
}
