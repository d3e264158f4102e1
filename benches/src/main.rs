//! Benches side by side with peers, in one run.
//!
//! ```text
//! cargo run --release -p msez-benches -- tensor [--cells N] [--json]
//! cargo run --release -p msez-benches -- bn254 [--json]
//! ```

mod bn254;
mod tensor;
mod timing;

use std::process::ExitCode;

const USAGE: &str = "usage: msez-benches (tensor [--cells N] | bn254) [--json]";

/// What the command line asks for.
struct Options {
    /// Size of the trees.
    cells: u32,
    /// One JSON object instead of tables.
    json: bool,
}

fn options(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { cells: 1_000_000, json: false };
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => options.json = true,
            "--cells" => {
                let number = arguments.next().ok_or("--cells wants a number")?;
                options.cells = number.parse().map_err(|_| format!("not a number of cells: {number}"))?;
            }
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(options)
}

fn run() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let bench = arguments.next().ok_or("which bench?")?;
    let options = options(arguments)?;
    let report = match bench.as_str() {
        "tensor" => tensor::run(options.cells)?,
        "bn254" => bn254::run()?,
        other => return Err(format!("no such bench: {other}")),
    };
    if options.json {
        println!("{:#}", report.to_json());
    } else {
        print!("{}", report.to_text());
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}
