//! Time per gas: the runtime's wasm, under the node's executor, against the weight that it gives gas.

mod adversarial;
mod machine;

pub use adversarial::{all as adversaries, Adversary};
pub use machine::Machine;

use msez_runtime::Runtime;
use msez_savm::disasm::disassemble;
use std::time::{Duration, Instant};

use crate::{
    rng::Rng,
    vm::{generate, Case},
};

/// What a program took.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What it is.
    pub name: String,
    /// Gas that it used.
    pub gas: u64,
    /// Time beyond that of a call of nothing.
    pub time: Duration,
    /// Its code.
    pub code: Vec<u8>,
    /// How it ended.
    pub ending: String,
}

impl Measured {
    /// Nanoseconds a gas.
    pub fn ratio(&self) -> f64 {
        self.time.as_nanos() as f64 / self.gas.max(1) as f64
    }

    /// The first lines of its disassembly.
    pub fn text(&self) -> String {
        disassemble(&self.code).lines().take(40).map(|line| format!("    {line}\n")).collect()
    }
}

/// Nanoseconds that the runtime charges for one gas.
pub fn charged() -> f64 {
    <Runtime as pallet_savm::Config>::WeightPerGas::get().ref_time() as f64 / 1_000.0
}

/// Measures a program, the best of so many times.
pub fn measure(
    machine: &mut Machine,
    adversary: &Adversary,
    gas: u64,
    times: u32,
) -> Result<Measured, String> {
    let mut input = adversary.input.clone();
    for (salt, other) in (1u8..).zip(&adversary.others) {
        let address: [u8; 32] = machine.install(other, salt)?.into();
        input.extend(address);
    }
    let instance = machine.install(&adversary.code, 0)?;
    let mut best: Option<Measured> = None;
    for _ in 0..times {
        let (report, time) = machine.run(&instance, input.clone(), gas)?;
        if best.as_ref().is_none_or(|best| time < best.time) {
            let ending = report.error.unwrap_or_else(|| format!("{:?}", report.ending));
            let (name, code) = (adversary.name.clone(), adversary.code.clone());
            best = Some(Measured { name, gas: report.gas_used, time, code, ending });
        }
    }
    machine.clear();
    best.ok_or_else(|| "measured no time".into())
}

/// A random program that keeps going: its statements in a loop, or the program called in one.
fn random(rng: &mut Rng, number: u64) -> Adversary {
    let Case { codes, input, .. } = generate(rng);
    let mut codes = codes.into_iter();
    let target = codes.next().unwrap_or_default();
    let name = format!("random {number}");
    // JUMPDEST, a call with all gas of the instance whose address is the input's end, JUMP back.
    let driver = [0x52, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x36, 0x66, 0x53, 0x06, 0x01, 0x00, 0x50];
    if rng.one_in(2) {
        Adversary { name, code: driver.to_vec(), input: Vec::new(), others: vec![target] }
    } else {
        // The program itself, from its end back to its start; what it left on the stack stays.
        let code = [vec![0x52], target, vec![0x01, 0x00, 0x50]].concat();
        Adversary { name, code, input, others: codes.take(1).collect() }
    }
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Search {
    /// Programs measured.
    pub programs: u64,
    /// Those that used enough gas to tell a time a gas.
    pub told: u64,
    /// The worst of these, the worst first.
    pub worst: Vec<Measured>,
    /// The longest that a program took beyond its weight, which includes that of a call; zero if none did.
    pub beyond: Duration,
    /// How long the search took.
    pub took: Duration,
}

/// Gas below which what a call takes by itself hides what its gas takes.
const TELLING: u64 = 100_000;

/// Measures random programs and keeps the worst; these are measured again.
pub fn search(
    machine: &mut Machine,
    programs: u64,
    seed: u64,
    gas: u64,
    mut progress: impl FnMut(&Search),
) -> Result<Search, String> {
    let (mut rng, mut found, started) = (Rng::new(seed), Search::default(), Instant::now());
    for number in 0..programs {
        let adversary = random(&mut rng, number);
        if adversary.code.len() > msez_savm::limits::CODE_LIMIT {
            continue;
        }
        let mut measured = measure(machine, &adversary, gas, 1)?;
        found.programs += 1;
        if measured.gas >= TELLING {
            found.told += 1;
            let threshold = found.worst.get(19).map_or(0.0, Measured::ratio);
            if measured.ratio() > threshold {
                let again = measure(machine, &adversary, gas, 3)?;
                measured.time = measured.time.min(again.time);
                let at = found.worst.partition_point(|other| other.ratio() > measured.ratio());
                found.worst.insert(at, measured);
                found.worst.truncate(20);
            }
        } else {
            let allowed = Duration::from_nanos((measured.gas as f64 * charged()) as u64);
            // What a call takes by itself is in its weight; a tenth of a millisecond of that is not used here.
            let slack = Duration::from_micros(100);
            let over = measured.time.saturating_sub(allowed + slack);
            if over > found.beyond {
                let again = measure(machine, &adversary, gas, 3)?;
                found.beyond = found.beyond.max(again.time.saturating_sub(allowed + slack));
            }
        }
        found.took = started.elapsed();
        if found.programs.is_multiple_of(2_000) {
            progress(&found);
        }
    }
    Ok(found)
}

/// Runs each case natively and in wasm, with the code of the first instance and, as its input's first word, the address
/// of the second; how many ended how they should have: alike.
pub fn compare(machine: &mut Machine, cases: &[Case]) -> Result<usize, String> {
    for case in cases {
        let Some(first) = case.codes.first() else { continue };
        let mut input = Vec::new();
        if let Some(second) = case.codes.get(1) {
            let address: [u8; 32] = machine.install(second, 1)?.into();
            input.extend(address);
        }
        input.extend(&case.input);
        let instance = machine.install(first, 0)?;
        let agreed = machine.agrees(&instance, input, case.gas_limit.max(1));
        machine.clear();
        agreed.map_err(|fault| format!("{fault}\n{case}"))?;
    }
    Ok(cases.len())
}
