//! What a daemon tells: one line an occurrence on standard error, in words or as JSON.

use std::{
    fmt::Display,
    io::Write,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::{json, Map, Value};

use crate::output::utc;

/// How much an occurrence matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As it should be.
    Info,
    /// It will be tried again.
    Warn,
    /// Somebody should look.
    Error,
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// Writes lines.
#[derive(Clone, Copy, Debug)]
pub struct Log {
    /// As JSON, one object a line.
    pub json: bool,
}

impl Log {
    /// Tells what happened, and with what: an object's fields.
    pub fn tell(&self, level: Level, what: &str, with: Value) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = utc(u64::try_from(now.as_millis()).unwrap_or(u64::MAX));
        // A closed pipe is the reader's decision.
        let _ = writeln!(std::io::stderr(), "{}", self.line(&now, level, what, with));
    }

    /// Tells of a failure.
    pub fn failed(&self, what: &str, error: &dyn Display) {
        self.tell(Level::Warn, what, json!({ "error": error.to_string() }));
    }

    fn line(&self, time: &str, level: Level, what: &str, with: Value) -> String {
        let fields = match with {
            Value::Object(fields) => fields,
            Value::Null => Map::new(),
            other => Map::from_iter([("value".to_owned(), other)]),
        };
        if self.json {
            let mut line = Map::from_iter([
                ("time".to_owned(), json!(time)),
                ("level".to_owned(), json!(level.name())),
                ("message".to_owned(), json!(what)),
            ]);
            // The three above are ours.
            fields.into_iter().for_each(|(name, value)| {
                line.entry(name).or_insert(value);
            });
            return Value::Object(line).to_string();
        }
        let fields = fields.iter().map(|(name, value)| match value {
            Value::String(text) => format!("  {name} {text}"),
            value => format!("  {name} {value}"),
        });
        format!("{time} {:<5} {what}{}", level.name(), fields.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_for_people_or_for_programs() {
        let fields = json!({ "topic": "0x07", "height": 5, "level": "mine" });
        let people = Log { json: false }.line("T", Level::Info, "attested", fields.clone());
        assert!(people.starts_with("T info  attested"), "{people}");
        assert!(people.contains("  topic 0x07") && people.contains("  height 5"), "{people}");
        let line = Log { json: true }.line("T", Level::Error, "attested", fields);
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(
            line,
            json!({ "time": "T", "level": "error", "message": "attested", "topic": "0x07", "height": 5 })
        );
        assert_eq!(Log { json: false }.line("T", Level::Warn, "x", Value::Null), "T warn  x");
    }
}
