//! Dollars as files write them.

use msez_core::Usd;

/// Writes an amount as it is read, without zeros at the end.
pub fn write(amount: Usd) -> String {
    let (whole, part) = (amount.0 / Usd::UNIT, amount.0 % Usd::UNIT);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole}.{part:06}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::read_usd;

    #[test]
    fn dollars_are_written_as_they_are_read() {
        for (text, micros) in
            [("0", 0), ("1", 1_000_000), ("1.5", 1_500_000), ("0.000001", 1), ("87913", 87_913_000_000)]
        {
            assert_eq!(read_usd(text), Ok(Usd(micros)));
            assert_eq!(write(Usd(micros)), text);
        }
        assert_eq!(read_usd(&write(Usd(u128::MAX))), Ok(Usd(u128::MAX)));
    }
}
