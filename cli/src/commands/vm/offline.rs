//! `msez vm run`: a program without a chain.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use msez_savm::{
    code_id,
    disasm::instructions,
    execute, execute_traced, instance_id,
    limits::DEFAULT_GAS_LIMIT,
    trace::{Recorder, Step},
    Binding, Call, Context, Log, MemoryHost, Program, ProgramError, SoftCrypto, Word,
};
use serde::Serialize;

use crate::{
    commands::{
        program::{read_program, Bytes},
        read_json, write_json, Global,
    },
    failure::{Failure, Outcome},
};

/// A run.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// The program: assembly text or hexadecimal.
    file: PathBuf,
    /// Gas that it may use.
    #[arg(long, default_value_t = DEFAULT_GAS_LIMIT)]
    gas_limit: u64,
    /// Input, as hexadecimal.
    #[arg(long, value_name = "HEX")]
    input: Option<Bytes>,
    /// Who calls: 0x hexadecimal or a number.
    #[arg(long, default_value = "0")]
    caller: Word,
    /// What the caller pays the instance.
    #[arg(long, default_value = "0")]
    value: Word,
    /// Seconds since 1970 that TIMESTAMP tells.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    timestamp: u64,
    /// Storage before the run: a JSON object of 0x words. A file that is not there yet is written if the run succeeds.
    #[arg(long, value_name = "FILE")]
    storage: Option<PathBuf>,
    /// Replace the storage file's content if the run succeeds.
    #[arg(long, requires = "storage")]
    write_storage: bool,
    /// Tell every instruction, or the first so many (10000 where none is said). DEBUG is an instruction only here.
    #[arg(long, value_name = "STEPS", num_args = 0..=1, require_equals = true, default_missing_value = "10000")]
    trace: Option<usize>,
}

/// Words by key.
type Storage = BTreeMap<Word, Word>;

/// What became of a run. Names are the original machine's, for the programs that read them.
#[derive(Debug, Serialize)]
struct Ran {
    /// Whether what was done stays.
    success: bool,
    /// Why it failed; null also if it reverted itself.
    error: Option<String>,
    /// What it returned, by success or REVERT.
    return_data: Bytes,
    gas_used: u64,
    gas_limit: u64,
    /// Offset of the last instruction.
    pc: usize,
    /// Where it ran.
    instance: Word,
    /// The whole of it, after the run.
    storage: Storage,
    logs: Vec<Logged>,
    /// The outermost frame's at its end, the top last; null where a DEBUG makes the traced run another one.
    stack: Option<Vec<Word>>,
    /// The same frame's.
    memory: Option<Bytes>,
    #[serde(flatten)]
    trace: Option<Trace>,
}

/// What one LOG wrote.
#[derive(Debug, Serialize)]
struct Logged {
    instance: Word,
    topics: Vec<Word>,
    data: Bytes,
}

/// What `--trace` adds.
#[derive(Debug, Serialize)]
struct Trace {
    /// How many instructions ran, whether told or not.
    steps: u64,
    /// The first of them.
    trace: Vec<Traced>,
    /// What each DEBUG saw.
    debug: Vec<Debugged>,
}

/// One instruction, and how the frame stood before it.
#[derive(Debug, Serialize)]
struct Traced {
    /// 1 for the outermost frame.
    depth: usize,
    pc: usize,
    instruction: String,
    /// Gas left.
    gas: u64,
    /// The top last.
    stack: Vec<Word>,
}

/// The top of the stack at a DEBUG; null of an empty one.
#[derive(Debug, Serialize)]
struct Debugged {
    pc: usize,
    value: Option<Word>,
}

/// Runs a program.
pub fn run(global: &Global, run: &Run) -> Outcome {
    let code = read_program(&run.file)?;
    let ran = run.with_storage(code)?;
    global.output().result(&ran, text);
    if ran.trace.as_ref().is_some_and(|trace| !trace.debug.is_empty()) {
        global.output().progress("DEBUG is an instruction only with --trace; everywhere else it is a fault");
    }
    match ran.success {
        true => Ok(()),
        false => Err(Failure::Answered(format!("the program {}", verdict(&ran)))),
    }
}

impl Run {
    /// Runs code over the storage file, if there is one.
    fn with_storage(&self, code: Vec<u8>) -> Outcome<Ran> {
        let found = self.storage.as_deref().filter(|path| path.exists()).map(read_storage).transpose()?;
        let is_new = found.is_none();
        let ran = self
            .offline(code, found.unwrap_or_default())
            .map_err(|e| Failure::Usage(format!("{}: {e}", self.file.display())))?;
        if let Some(path) = self.storage.as_deref().filter(|_| ran.success && (is_new || self.write_storage))
        {
            write_json(path, &ran.storage)?;
        }
        Ok(ran)
    }

    fn offline(&self, code: Vec<u8>, storage: Storage) -> Result<Ran, ProgramError> {
        // By content: neither the caller nor the storage moves it.
        let instance = instance_id::<SoftCrypto>(&code_id::<SoftCrypto>(&code), &Word::ZERO, &Word::ZERO);
        let mut host = MemoryHost::default();
        host.install(instance, Program::new(code.clone())?, Binding::default());
        host.fund(self.caller, self.value);
        host.set_time(self.timestamp);
        for (key, value) in storage {
            host.preload(instance, key, value);
        }
        let context = Context {
            origin: self.caller,
            gas_price: Word::ONE,
            timestamp: self.timestamp,
            ..Context::default()
        };
        let call = Call {
            caller: self.caller,
            instance,
            value: self.value,
            input: self.input.clone().unwrap_or_default().0,
            gas_limit: self.gas_limit,
            is_static: false,
        };

        // Watched, for stack and memory. Without --trace the result is that of the chain, where DEBUG is a fault.
        let mut watched = host.clone();
        let mut recorder = Recorder::keeping(self.trace.unwrap_or(0));
        let outcome = execute_traced(&mut watched, &context, call.clone(), &mut recorder);
        let (host, outcome) = match self.trace {
            Some(_) => (watched, outcome),
            None => {
                let outcome = execute(&mut host, &context, call);
                (host, outcome)
            }
        };
        let is_seen = self.trace.is_some() || recorder.debugged.is_empty();
        Ok(Ran {
            success: outcome.succeeded(),
            error: outcome.fault().map(|fault| fault.to_string()),
            return_data: Bytes(outcome.return_data().to_vec()),
            gas_used: outcome.gas_used,
            gas_limit: self.gas_limit,
            pc: outcome.pc,
            instance,
            storage: host.storage_of(&instance).map(|(key, value)| (*key, *value)).collect(),
            logs: host.logs().iter().map(logged).collect(),
            stack: is_seen.then(|| recorder.stack.clone()),
            memory: is_seen.then(|| Bytes(recorder.memory.clone())),
            trace: self.trace.map(|_| traced(&code, recorder)),
        })
    }
}

/// Words must say that they are hexadecimal: a number of digits only could be either.
fn read_storage(path: &Path) -> Outcome<Storage> {
    let bad = |text: &str, why: &str| Failure::File(format!("{}: {text}: {why}", path.display()));
    let word = |text: &str| match text.starts_with("0x") {
        true => text.parse::<Word>().map_err(|e| bad(text, &e.to_string())),
        false => Err(bad(text, "a word starts with 0x")),
    };
    let mut storage = Storage::new();
    for (key, value) in read_json::<BTreeMap<String, String>>(path)? {
        if storage.insert(word(&key)?, word(&value)?).is_some() {
            return Err(bad(&key, "the key is there twice"));
        }
    }
    Ok(storage)
}

fn logged(log: &Log) -> Logged {
    Logged { instance: log.instance, topics: log.topics.clone(), data: Bytes(log.data.clone()) }
}

/// Every frame of an offline run has the same code: there is no other program.
fn traced(code: &[u8], recorder: Recorder) -> Trace {
    let names: BTreeMap<usize, String> = instructions(code).map(|i| (i.offset, i.to_string())).collect();
    let step = |Step { depth, pc, opcode, gas, stack }| {
        let instruction = names.get(&pc).cloned().unwrap_or_else(|| format!("0x{opcode:02x}"));
        Traced { depth, pc, instruction, gas, stack }
    };
    Trace {
        steps: recorder.count,
        trace: recorder.steps.into_iter().map(step).collect(),
        debug: recorder.debugged.into_iter().map(|(pc, value)| Debugged { pc, value }).collect(),
    }
}

fn verdict(ran: &Ran) -> String {
    match (&ran.error, ran.success) {
        (Some(error), _) => format!("failed at {:04x}: {error}", ran.pc),
        (None, false) => format!("reverted at {:04x}", ran.pc),
        (None, true) => "succeeded".into(),
    }
}

/// A run for people.
fn text(ran: &Ran) -> String {
    let mut lines = ran.trace.as_ref().map(trace_text).unwrap_or_default();
    lines.push(verdict(ran));
    lines.push(format!("gas      {} of {}", ran.gas_used, ran.gas_limit));
    lines.push(match ran.return_data.0.is_empty() {
        true => "returned nothing".into(),
        false => format!("returned {}", ran.return_data),
    });
    match &ran.stack {
        None => lines.push("stack    not known: the program meets a DEBUG, see --trace".into()),
        Some(stack) if stack.is_empty() => lines.push("stack    empty".into()),
        Some(stack) => {
            lines.push("stack    the top first".into());
            lines.extend(stack.iter().rev().map(|word| format!("  {word:#x}")));
        }
    }
    match &ran.memory {
        None => lines.push("memory   not known".into()),
        Some(memory) if memory.0.is_empty() => lines.push("memory   empty".into()),
        Some(memory) => {
            lines.push(format!("memory   length {}; rows that are not shown are zero", memory.0.len()));
            let rows = memory.0.chunks(32).enumerate().filter(|(_, row)| row.iter().any(|byte| *byte != 0));
            lines.extend(rows.map(|(at, row)| format!("  {:04x}  {}", 32 * at, hex::encode(row))));
        }
    }
    lines.push(if ran.storage.is_empty() { "storage  empty" } else { "storage" }.into());
    lines.extend(ran.storage.iter().map(|(key, value)| format!("  {key:#x} = {value:#x}")));
    lines.push(if ran.logs.is_empty() { "logs     none" } else { "logs" }.into());
    lines.extend(ran.logs.iter().map(|log| format!("  {} {}", words(&log.topics), log.data)));
    lines.join("\n")
}

fn trace_text(trace: &Trace) -> Vec<String> {
    let mut lines: Vec<String> = trace
        .trace
        .iter()
        .map(|step| {
            format!(
                "{:>width$}{:04x}  {:<20} gas {:<10} {}",
                "",
                step.pc,
                step.instruction,
                step.gas,
                words(&step.stack),
                width = 2 * step.depth.saturating_sub(1),
            )
        })
        .collect();
    let told = u64::try_from(trace.trace.len()).unwrap_or(u64::MAX);
    if trace.steps > told {
        lines.push(format!("and {} more instructions", trace.steps - told));
    }
    for seen in &trace.debug {
        let value = seen.value.map_or("an empty stack".into(), |word| format!("{word:#x}"));
        lines.push(format!("DEBUG at {:04x}: {value}", seen.pc));
    }
    lines
}

fn words(words: &[Word]) -> String {
    let texts: Vec<String> = words.iter().map(|word| format!("{word:#x}")).collect();
    format!("[{}]", texts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use msez_savm::asm::assemble;
    use serde_json::{json, Value};
    use std::fs;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        run: Run,
    }

    const EXAMPLE: &str = "PUSH1 42\nPUSH1 0\nSSTORE\nHALT";

    /// The arguments of `msez vm run FILE`.
    fn run_of(arguments: &[&str]) -> Run {
        let line = ["run", "program.asm"].iter().chain(arguments);
        Line::try_parse_from(line).unwrap_or_else(|e| panic!("{e}")).run
    }

    fn ran(source: &str, arguments: &[&str]) -> Ran {
        run_of(arguments).with_storage(assemble(source).unwrap()).unwrap()
    }

    fn word(number: u64) -> Word {
        number.into()
    }

    #[test]
    fn the_example_of_the_mission_succeeds_with_20004_gas() {
        let ran = ran(EXAMPLE, &[]);
        assert!(ran.success && ran.error.is_none());
        assert_eq!((ran.gas_used, ran.gas_limit), (20_004, 1_000_000));
        assert_eq!(ran.storage, Storage::from([(word(0), word(42))]));
        assert!(text(&ran).starts_with("succeeded\ngas      20004 of 1000000\n"), "{}", text(&ran));
    }

    #[test]
    fn a_revert_is_no_success_no_error_and_leaves_nothing() {
        let source = format!(
            "{}\nPUSH1 7\nPUSH0\nMSTORE8\nPUSH0\nPUSH0\nPUSH1 1\nLOG1\nPUSH1 1\nPUSH0\nREVERT",
            EXAMPLE.trim_end_matches("HALT")
        );
        let ran = ran(&source, &[]);
        assert!(!ran.success);
        assert_eq!((ran.error.as_deref(), ran.return_data.0.len()), (None, 1));
        assert!(ran.storage.is_empty() && ran.logs.is_empty());
        assert!(text(&ran).starts_with("reverted at "), "{}", text(&ran));
    }

    #[test]
    fn out_of_gas_is_told_with_what_was_used() {
        let ran = ran(EXAMPLE, &["--gas-limit", "100"]);
        assert_eq!((ran.success, ran.gas_used, ran.pc), (false, 4, 4));
        assert_eq!(ran.error.as_deref(), Some("Out of gas"));
        assert!(ran.storage.is_empty());
        assert_eq!(verdict(&ran), "failed at 0004: Out of gas");
    }

    #[test]
    fn caller_value_input_and_time_reach_the_program() {
        let source = "CALLER\nORIGIN\nCALLVALUE\nSELFBALANCE\nTIMESTAMP\nPUSH0\nCALLDATALOAD\nCALLDATASIZE";
        let input = format!("0x{}", hex::encode(word(9).to_be_bytes()));
        let arguments =
            ["--caller", "0xa11ce", "--value", "60", "--timestamp", "1700000000", "--input", &input];
        let ran = ran(source, &arguments);
        let expected = [0xa11ce, 0xa11ce, 60, 60, 1_700_000_000, 9, 32].map(word);
        assert_eq!(ran.stack.unwrap(), expected);
    }

    #[test]
    fn arguments_that_are_no_words_or_bytes_are_refused() {
        for arguments in [
            &["--caller", "alice"][..],
            &["--value", "-1"],
            &["--input", "0x123"],
            &["--input", "zz"],
            &["--gas-limit", "lots"],
            &["--write-storage"],
            &["--trace=some"],
        ] {
            let line = ["run", "program.asm"].iter().chain(arguments);
            assert!(Line::try_parse_from(line).is_err(), "{arguments:?}");
        }
    }

    #[test]
    fn a_storage_file_is_read_and_written_only_when_that_was_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("storage.json");
        let file = path.to_str().unwrap();
        let count = "PUSH0\nSLOAD\nPUSH1 1\nADD\nPUSH0\nSSTORE";
        let kept = || read_storage(&path).unwrap();

        // A failure writes nothing; a success makes the file.
        assert!(!ran(count, &["--storage", file, "--gas-limit", "9"]).success && !path.exists());
        assert_eq!(ran(count, &["--storage", file]).storage[&word(0)], word(1));
        assert_eq!(kept(), Storage::from([(word(0), word(1))]));

        // From now on only when asked, and only by a success.
        let again = ran(count, &["--storage", file]);
        assert_eq!((again.storage[&word(0)], again.gas_used), (word(2), 5_209));
        assert_eq!(kept()[&word(0)], word(1));
        ran(count, &["--storage", file, "--write-storage"]);
        assert_eq!(kept()[&word(0)], word(2));
        let failed = ran(&format!("{count}\nINVALID"), &["--storage", file, "--write-storage"]);
        assert_eq!((failed.storage[&word(0)], kept()[&word(0)]), (word(2), word(2)));
    }

    #[test]
    fn a_storage_file_that_is_none_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for bad in [
            "",
            "[]",
            r#"{"0": "0x1"}"#,
            r#"{"0x0": 1}"#,
            r#"{"0x0": "0xzz"}"#,
            r#"{"0x0":"0x1","0x00":"0x2"}"#,
        ] {
            fs::write(file.path(), bad).unwrap();
            let run = run_of(&["--storage", file.path().to_str().unwrap()]);
            assert_eq!(run.with_storage(vec![0xf0]).unwrap_err().code(), 6, "{bad}");
        }
        assert_eq!(run_of(&[]).with_storage(vec![0xf0; 24_577]).unwrap_err().code(), 2, "too large");
    }

    #[test]
    fn debug_is_an_instruction_only_where_it_is_traced() {
        let source = "PUSH1 5\nDEBUG\nPUSH1 6";
        let chain = ran(source, &[]);
        assert_eq!((chain.success, chain.error.as_deref()), (false, Some("Invalid opcode")));
        assert!(chain.stack.is_none() && chain.memory.is_none());
        assert!(text(&chain).contains("see --trace"));
        let traced = ran(source, &["--trace"]);
        assert!(traced.success);
        assert_eq!(traced.stack.as_deref(), Some(&[word(5), word(6)][..]));
        assert_eq!(traced.trace.as_ref().unwrap().debug[0].value, Some(word(5)));
        assert!(text(&traced).contains("DEBUG at 0002: 0x5"), "{}", text(&traced));
    }

    #[test]
    fn a_trace_says_what_it_leaves_out() {
        let ran = ran(EXAMPLE, &["--trace=2"]);
        let trace = ran.trace.as_ref().unwrap();
        assert_eq!((trace.steps, trace.trace.len()), (4, 2));
        assert!(text(&ran).contains("and 2 more instructions"), "{}", text(&ran));
    }

    /// Scripts read these.
    #[test]
    fn the_names_of_the_fields_do_not_change() {
        let source = "PUSH1 42\nPUSH1 0\nSSTORE\nPUSH1 7\nPUSH0\nMSTORE8\nDEBUG\nPUSH1 9\nPUSH0\nPUSH1 1\nLOG1\nPUSH1 1\nPUSH0\nRETURN";
        let value = serde_json::to_value(ran(source, &["--trace=1"])).unwrap();
        let long = |number: u64| word(number).to_string();
        assert_eq!(long(42), format!("0x{:064x}", 42));
        let instance = value["instance"].clone();
        assert_eq!(
            value,
            json!({
                "success": true,
                "error": null,
                "return_data": "0x07",
                "gas_used": value["gas_used"],
                "gas_limit": 1_000_000,
                "pc": 19,
                "instance": instance,
                "storage": { long(0): long(42) },
                "logs": [{ "instance": instance, "topics": [long(9)], "data": "0x07" }],
                "stack": [],
                "memory": "0x07",
                "steps": 13,
                "trace": [{ "depth": 1, "pc": 0, "instruction": "PUSH1 0x2a", "gas": 1_000_000, "stack": [] }],
                "debug": [{ "pc": 9, "value": null }],
            })
        );
        assert!(value["gas_used"].is_u64() && instance.is_string());
        let plain = serde_json::to_value(ran(EXAMPLE, &["--gas-limit", "100"])).unwrap();
        assert_eq!((&plain["success"], &plain["error"]), (&json!(false), &json!("Out of gas")));
        assert_eq!(plain["stack"], json!([long(42), long(0)]));
        assert_eq!([&plain["steps"], &plain["trace"]], [&Value::Null; 2]);
    }

    #[test]
    fn what_the_readme_proposes_works() {
        let program = |name: &str| {
            read_program(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../programs").join(name)).unwrap()
        };
        let gate = run_of(&["--caller", "0xa11ce"]).with_storage(program("gate.asm")).unwrap();
        assert!(gate.success);
        assert_eq!(gate.storage[&word(0)], word(0xa11ce));
        let escrow = run_of(&["--value", "60", "--trace"]).with_storage(program("escrow.asm")).unwrap();
        assert!(escrow.success);
        assert_eq!(escrow.storage[&word(4)], word(60));
    }
}
