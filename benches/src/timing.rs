//! A plain harness: n repetitions on one thread, the least and the median. The least is the figure to compare: whatever
//! else a machine does can only add to it.

use serde_json::{json, Value};
use std::{fmt::Write, hint::black_box, time::Duration};

/// Processor time of this process, so that other work on the machine counts as little as it can.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn now() -> Duration {
    #[repr(C)]
    struct Timespec {
        seconds: i64,
        nanoseconds: i64,
    }
    extern "C" {
        fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
    }
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: the C library that std links to fills the structure it is given, which has its layout on this target.
    let status = unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(status, 0, "no process clock");
    Duration::new(time.seconds.unsigned_abs(), time.nanoseconds as u32)
}

/// Wall clock where the process clock has another shape.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn now() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// Time of one operation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// The least of all repetitions.
    pub min: Duration,
    /// The middle one.
    pub median: Duration,
}

impl Sample {
    fn of(mut times: Vec<Duration>) -> Option<Self> {
        times.sort();
        Some(Self { min: *times.first()?, median: *times.get(times.len() / 2)? })
    }
}

/// The time of one piece of work on an input made outside of the clock.
pub fn time<I, O>(input: I, work: impl FnOnce(I) -> O) -> Duration {
    let given = black_box(input);
    let start = now();
    let out = black_box(work(given));
    let time = now().saturating_sub(start);
    drop(out);
    time
}

/// The time of one input in a pass over distinct inputs. With one input again and again a branch predictor learns it by
/// heart.
pub fn time_each<I, O>(inputs: &[I], mut work: impl FnMut(&I) -> O) -> Duration {
    let pass = time((), |()| inputs.iter().for_each(|input| drop(black_box(work(black_box(input))))));
    pass / u32::try_from(inputs.len().max(1)).unwrap_or(u32::MAX)
}

/// One warm-up, then `repetitions` runs of one piece of work.
pub fn measure<I, O>(
    repetitions: usize,
    mut input: impl FnMut() -> I,
    mut work: impl FnMut(I) -> O,
) -> Sample {
    time(input(), &mut work);
    Sample::of((0..repetitions.max(1)).map(|_| time(input(), &mut work)).collect()).unwrap_or_default()
}

/// One warm-up, then passes over distinct inputs; the time is that of one input.
pub fn measure_each<I, O>(passes: usize, inputs: &[I], mut work: impl FnMut(&I) -> O) -> Sample {
    time_each(inputs, &mut work);
    Sample::of((0..passes.max(1)).map(|_| time_each(inputs, &mut work)).collect()).unwrap_or_default()
}

/// One warm-up, then `repetitions` rounds in which every contestant has its turn, so that what changes on the machine in
/// the meantime meets all of them. `None` for a contestant that has no such operation.
pub fn race<C: ?Sized>(
    repetitions: usize,
    contestants: &mut [Box<C>],
    mut turn: impl FnMut(&mut C) -> Option<Duration>,
) -> Vec<Figure> {
    let mut times: Vec<Vec<Duration>> = contestants.iter().map(|_| Vec::new()).collect();
    for round in 0..=repetitions.max(1) {
        for (contestant, times) in contestants.iter_mut().zip(&mut times) {
            let time = turn(contestant);
            if round != 0 {
                times.extend(time);
            }
        }
    }
    times.into_iter().map(|times| Sample::of(times).map_or(Figure::None, Figure::Time)).collect()
}

/// A figure of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// Lower is better.
    Time(Sample),
    /// Mean, least and most bytes; lower is better.
    Bytes { mean: f64, min: usize, max: usize },
    /// A noise-free count.
    Count(u64),
    /// It has no such operation.
    None,
}

impl Figure {
    pub fn bytes(sizes: impl IntoIterator<Item = usize>) -> Self {
        let sizes: Vec<usize> = sizes.into_iter().collect();
        match (sizes.iter().min(), sizes.iter().max()) {
            (Some(min), Some(max)) => Self::Bytes {
                mean: sizes.iter().sum::<usize>() as f64 / sizes.len() as f64,
                min: *min,
                max: *max,
            },
            _ => Self::None,
        }
    }

    /// What ratios are made of.
    fn value(&self) -> Option<f64> {
        match self {
            Self::Time(sample) => Some(sample.min.as_secs_f64()),
            Self::Bytes { mean, .. } => Some(*mean),
            Self::Count(_) | Self::None => None,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Time(Sample { min, median }) if min.as_micros() < 1000 => {
                format!("{:.2} / {:.2} us", min.as_nanos() as f64 / 1e3, median.as_nanos() as f64 / 1e3)
            }
            Self::Time(Sample { min, median }) => {
                format!("{:.2} / {:.2} ms", min.as_nanos() as f64 / 1e6, median.as_nanos() as f64 / 1e6)
            }
            Self::Bytes { mean, min, max } => format!("{mean:.0} ({min}-{max}) B"),
            Self::Count(count) => count.to_string(),
            Self::None => "-".into(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Time(s) => {
                json!({ "min_ns": s.min.as_nanos() as u64, "median_ns": s.median.as_nanos() as u64 })
            }
            Self::Bytes { mean, min, max } => json!({ "mean": mean, "min": min, "max": max }),
            Self::Count(count) => json!(count),
            Self::None => Value::Null,
        }
    }
}

/// One table: a row for each operation, a column for each contestant. The first columns are ours.
pub struct Report {
    pub title: String,
    /// What was compared, and how.
    pub notes: Vec<String>,
    pub columns: Vec<String>,
    /// How many of the columns are ours; ratios compare each with the best of the rest.
    pub ours: usize,
    pub rows: Vec<(String, Vec<Figure>)>,
}

impl Report {
    /// How many times less than the best peer one of our columns takes.
    fn ratio(&self, figures: &[Figure], column: usize) -> Option<f64> {
        let peers = figures.iter().skip(self.ours).filter_map(Figure::value);
        let best = peers.fold(f64::INFINITY, f64::min);
        let ratio = best / figures.get(column)?.value()?;
        ratio.is_finite().then_some(ratio)
    }

    pub fn to_text(&self) -> String {
        let mut text = format!("## {}\n\n", self.title);
        let ratios = (0..self.ours).map(|at| format!("best peer / {}", self.columns[at]));
        let header: Vec<String> = self.columns.iter().cloned().chain(ratios).collect();
        let _ = writeln!(text, "| min / median | {} |", header.join(" | "));
        let _ = writeln!(text, "|{}", "---|".repeat(header.len() + 1));
        for (name, figures) in &self.rows {
            let ratios = (0..self.ours)
                .map(|at| self.ratio(figures, at).map_or_else(String::new, |ratio| format!("{ratio:.2}x")));
            let cells: Vec<String> = figures.iter().map(Figure::text).chain(ratios).collect();
            let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
        }
        text.push('\n');
        for note in &self.notes {
            let _ = writeln!(text, "- {note}");
        }
        text
    }

    pub fn to_json(&self) -> Value {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|(name, figures)| {
                let columns: serde_json::Map<_, _> =
                    self.columns.iter().cloned().zip(figures.iter().map(Figure::json)).collect();
                let ratios: serde_json::Map<_, _> = (0..self.ours)
                    .filter_map(|at| Some((self.columns[at].clone(), json!(self.ratio(figures, at)?))))
                    .collect();
                json!({ "name": name, "figures": columns, "best_peer_over_ours": ratios })
            })
            .collect();
        json!({ "title": self.title, "notes": self.notes, "rows": rows })
    }
}
