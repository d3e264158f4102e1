//! What a command prints: lines for people on standard output, or one JSON value for programs.

use std::io::{IsTerminal, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Where and how to print.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Print one JSON value and nothing else on standard output.
    pub json: bool,
}

impl Output {
    /// Prints the result in the form that was asked for. `people` is not called for JSON.
    pub fn result<T: Serialize>(&self, value: &T, people: impl FnOnce(&T) -> String) {
        let text = if self.json {
            serde_json::to_string_pretty(value).unwrap_or_else(|e| format!("{{\"error\":\"{e}\"}}"))
        } else {
            people(value)
        };
        // A closed pipe is the reader's decision, not our failure.
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Prints a list, one item after another.
    pub fn list<T: Serialize>(&self, list: &[T], people: impl Fn(&T) -> String) {
        self.result(&list, |list| match list.is_empty() {
            true => "none".into(),
            false => list.iter().map(people).collect::<Vec<_>>().join("\n"),
        });
    }

    /// Tells why there is no result: in words on standard error, and for programs as the one JSON value.
    pub fn failure(&self, failure: &Failure) {
        eprintln!("msez: {failure}");
        if let Some(error) = failure.json().filter(|_| self.json) {
            let _ = writeln!(std::io::stdout(), "{error:#}");
        }
    }

    /// Tells what is going on, on standard error, where a person looks.
    pub fn progress(&self, text: &str) {
        if !self.json || std::io::stderr().is_terminal() {
            eprintln!("{text}");
        }
    }
}

/// Milliseconds since the Unix epoch as UTC text, to the second.
///
/// ```text
/// 1767225600000 -> 2026-01-01T00:00:00Z
/// ```
pub fn utc(moment: u64) -> String {
    let seconds = moment / 1_000;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Civil date from a day count (Howard Hinnant's algorithm).
    let z = days + 719_468;
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

/// Reads a moment: milliseconds since the Unix epoch, or what [`utc`] writes.
pub fn read_moment(text: &str) -> Result<u64, String> {
    if let Ok(millis) = text.parse() {
        return Ok(millis);
    }
    let wrong = || "expected milliseconds since 1970, or UTC such as 2027-01-31T00:00:00Z".to_owned();
    let numbers: Vec<u64> = text
        .strip_suffix('Z')
        .and_then(|text| text.split(['-', 'T', ':']).map(|number| number.parse().ok()).collect())
        .ok_or_else(wrong)?;
    let &[year, month, day, hour, minute, second] = numbers.as_slice() else { return Err(wrong()) };
    let possible = (1970..=9999).contains(&year) && (1..=12).contains(&month) && day <= 31;
    if !possible || hour > 23 || minute > 59 || second > 59 {
        return Err(wrong());
    }
    // The inverse of `utc`, by the same author: years begin in March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * month + 2) / 5 + day.checked_sub(1).ok_or_else(wrong)?;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = (era * 146_097 + day_of_era).checked_sub(719_468).ok_or_else(wrong)?;
    let moment = (days * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000;
    // 30 February is written otherwise.
    if utc(moment) == text {
        Ok(moment)
    } else {
        Err(wrong())
    }
}

/// Reads `90s`, `30m`, `12h` or `365d` as milliseconds.
pub fn read_duration(text: &str) -> Result<u64, String> {
    let unit = text.chars().last().ok_or("empty")?;
    let millis = match unit {
        's' => 1_000,
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return Err("expected a number and s, m, h or d, such as 365d".into()),
    };
    text[..text.len() - unit.len_utf8()]
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(millis))
        .ok_or_else(|| "expected a number and s, m, h or d, such as 365d".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_write_them() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(951_782_399_999), "2000-02-28T23:59:59Z");
        assert_eq!(utc(951_782_400_000), "2000-02-29T00:00:00Z");
        assert_eq!(utc(1_767_225_600_000), "2026-01-01T00:00:00Z");
        assert_eq!(utc(4_107_542_399_000), "2100-02-28T23:59:59Z");
    }

    #[test]
    fn what_is_written_can_be_read() {
        assert_eq!(read_moment("1767225600000"), Ok(1_767_225_600_000));
        for moment in [0, 951_782_399_000, 951_782_400_000, 1_767_225_600_000, 4_107_542_399_000] {
            assert_eq!(read_moment(&utc(moment)), Ok(moment));
        }
        for bad in [
            "",
            "-1",
            "tomorrow",
            "2026-01-01",
            "2026-02-29T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00",
            "2026-13-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "2026-01-99999999999999999T00:00:00Z",
            "2026-01-01T18446744073709551615:00:00Z",
        ] {
            assert!(read_moment(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn durations_need_a_number_and_a_unit() {
        assert_eq!(read_duration("365d"), Ok(31_536_000_000));
        assert_eq!(read_duration("90s"), Ok(90_000));
        for bad in ["", "d", "5", "5y", "-1d", "99999999999999999999d", "1é"] {
            assert!(read_duration(bad).is_err(), "{bad:?}");
        }
    }
}
