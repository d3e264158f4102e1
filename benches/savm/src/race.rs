//! The machines side by side: the same work in one process, in turns.

use msez_savm::SoftCrypto;
use msez_savm_machines::{Case, Machine, Ran};
use serde_json::{json, Value};
use std::{fmt::Write, time::Duration};

use crate::{
    timing::{race, time, Figure, Sample},
    wasm::{Guest, Module},
};

/// Timed rounds, after one to warm up.
const ROUNDS: usize = 9;

/// Where the machines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Native,
    Wasm,
}

impl Place {
    fn title(self) -> &'static str {
        match self {
            Self::Native => "natively",
            Self::Wasm => "in wasm, under wasmtime as in the node",
        }
    }

    /// How many times faster than revm and than evm ours is meant to be.
    fn target(self, case: Case) -> [Option<f64>; 2] {
        match (self, case) {
            (Self::Native, Case::Keccak | Case::Sha) => [Some(0.9), None],
            (_, Case::Keccak | Case::Sha | Case::Store | Case::Load) => [None, None],
            (Self::Native, _) => [Some(1.3), None],
            (Self::Wasm, _) => [Some(1.5), Some(2.5)],
        }
    }

    // The harness takes boxes.
    #[allow(clippy::vec_box)]
    fn contestants(self) -> Result<Vec<Box<Contestant>>, String> {
        let module = if self == Self::Wasm { Some(Module::new()?) } else { None };
        let contestant = |machine| {
            let guest = module.as_ref().map(Module::guest).transpose()?;
            Ok(Box::new(Contestant { machine, guest, last: None }))
        };
        Machine::ALL.iter().copied().map(contestant).collect()
    }
}

/// A machine, in a guest of its own or natively.
struct Contestant {
    machine: Machine,
    guest: Option<Guest>,
    /// What its last run came to.
    last: Option<Result<Ran, String>>,
}

impl Contestant {
    fn turn(&mut self, case: Case) -> Option<Duration> {
        let mut took = None;
        let ran = match &mut self.guest {
            Some(guest) => guest.race(self.machine, case).map(|(time, ran)| {
                took = Some(time);
                ran
            }),
            None => self.machine.run::<SoftCrypto>(case, &mut |work| took = Some(time((), |()| work()))),
        };
        self.last = Some(ran);
        took
    }
}

/// One case: time and gas of each machine.
struct Row {
    case: Case,
    figures: Vec<(Sample, u64)>,
}

/// One table.
pub struct Report {
    place: Place,
    rows: Vec<Row>,
}

/// Runs every case whose name starts so. Machines that return different words are an error.
pub fn run(place: Place, only: &str) -> Result<Report, String> {
    let mut rows = Vec::new();
    for case in Case::ALL.into_iter().filter(|case| case.name().starts_with(only)) {
        let mut contestants = place.contestants()?;
        let figures = race(ROUNDS, &mut contestants, |contestant| contestant.turn(case));
        let ran: Vec<Ran> = contestants
            .into_iter()
            .map(|contestant| contestant.last.ok_or("it had no turn")?)
            .collect::<Result<_, _>>()?;
        if ran.iter().any(|other| other.word != ran[0].word) {
            return Err(format!("{}: the machines disagree: {ran:02x?}", case.name()));
        }
        let samples = figures.into_iter().filter_map(|figure| match figure {
            Figure::Time(sample) => Some(sample),
            _ => None,
        });
        rows.push(Row { case, figures: samples.zip(ran.iter().map(|ran| ran.gas)).collect() });
    }
    Ok(Report { place, rows })
}

impl Row {
    /// How many times longer each of the others takes.
    fn ratios(&self) -> impl Iterator<Item = f64> + '_ {
        let ours = self.figures[0].0.min.as_secs_f64();
        self.figures.iter().skip(1).map(move |(sample, _)| sample.min.as_secs_f64() / ours)
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

impl Report {
    pub fn to_text(&self) -> String {
        let names: Vec<_> = Machine::ALL.iter().map(|machine| machine.name()).collect();
        let mut text = format!("## Smart Asset VM, {}\n\n| min / median, ms |", self.place.title());
        names.iter().for_each(|name| text.extend([" ", name, " |"]));
        names.iter().skip(1).for_each(|name| text.extend([" ", name, " / ours |"]));
        let _ = writeln!(text, " gas |\n|{}", "---|".repeat(2 * names.len() + 1));
        for row in &self.rows {
            let _ = write!(text, "| {} |", row.case.name());
            for (sample, _) in &row.figures {
                let _ =
                    write!(text, " {:.2} / {:.2} |", milliseconds(sample.min), milliseconds(sample.median));
            }
            for (ratio, target) in row.ratios().zip(self.place.target(row.case)) {
                let missed = if target.is_some_and(|target| ratio < target) { " (missed)" } else { "" };
                let _ = write!(text, " {ratio:.2}x{missed} |");
            }
            let gas: Vec<_> = row.figures.iter().map(|(_, gas)| gas.to_string()).collect();
            let _ = writeln!(text, " {} |", gas.join(" · "));
        }
        text.push_str(
            "\n- One process, in turns, processor time of the execution alone; all machines returned the same words.\n\
             - Each program is written for its machine; all meter gas, each by its own table.\n\
             - evm 0.43 has no SHA-256: a precompile over the crate sha2 stands in.\n",
        );
        if self.place == Place::Wasm {
            text.push_str(
                "- Hashes are software in wasm, for all machines; in the runtime ours are host functions.\n",
            );
        }
        text
    }

    pub fn to_json(&self) -> Value {
        let rows = self.rows.iter().map(|row| {
            let figures: serde_json::Map<_, _> = Machine::ALL
                .iter()
                .zip(&row.figures)
                .map(|(machine, (sample, gas))| {
                    let figure = json!({
                        "min_ns": sample.min.as_nanos() as u64,
                        "median_ns": sample.median.as_nanos() as u64,
                        "gas": gas,
                    });
                    (machine.name().to_string(), figure)
                })
                .collect();
            json!({ "name": row.case.name(), "figures": figures, "peers_over_ours": row.ratios().collect::<Vec<_>>() })
        });
        json!({ "title": format!("Smart Asset VM, {}", self.place.title()), "rows": rows.collect::<Vec<_>>() })
    }
}
