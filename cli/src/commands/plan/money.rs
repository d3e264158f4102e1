//! Dollars as people and files write them.

use msez_core::Usd;

/// Decimals of a dollar that count.
const DECIMALS: usize = 6;

/// Reads `1000`, `1000.5` or `0.000001`.
pub fn read(text: &str) -> Result<Usd, String> {
    let wrong = || format!("{text}: expected dollars, such as 1000 or 1000.50, with at most six decimals");
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    // Further zeros say nothing.
    let part = part.trim_end_matches('0');
    if whole.is_empty()
        || !is_number(whole)
        || !is_number(part)
        || part.len() > DECIMALS
        || text.ends_with('.')
    {
        return Err(wrong());
    }
    let micros: u128 = format!("{part:0<DECIMALS$}").parse().map_err(|_| wrong())?;
    let whole: u128 = whole.parse().map_err(|_| wrong())?;
    whole.checked_mul(Usd::UNIT).and_then(|whole| whole.checked_add(micros)).map(Usd).ok_or_else(wrong)
}

/// Writes what [`read`] reads, without zeros at the end.
pub fn write(amount: Usd) -> String {
    let (whole, part) = (amount.0 / Usd::UNIT, amount.0 % Usd::UNIT);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole}.{part:0DECIMALS$}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_read_exactly_and_written_back() {
        for (text, micros) in
            [("0", 0), ("1", 1_000_000), ("1.5", 1_500_000), ("0.000001", 1), ("87913", 87_913_000_000)]
        {
            assert_eq!(read(text), Ok(Usd(micros)));
            assert_eq!(write(Usd(micros)), text);
        }
        assert_eq!(read("1000.00"), Ok(Usd::dollars(1_000)));
        assert_eq!(read("1.0000000"), Ok(Usd::dollars(1)));
        let most = write(Usd(u128::MAX));
        assert_eq!(read(&most), Ok(Usd(u128::MAX)));
        for bad in ["", "-1", "1e3", ".5", "1.", "1.0000001", "1,000", "340282366920938463463374607431769"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
