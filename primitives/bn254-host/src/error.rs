/// Why a host function refused its input.
///
/// The numbers are part of the interface: they are what a runtime of any age receives, so they are never changed
/// and never used again for another cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum HostError {
    /// The input is not a whole number of items: 192 bytes for a pairing, 32 for Poseidon.
    InvalidLength = 1,
    /// A coordinate is not below the modulus of the base field.
    CoordinateNotCanonical = 2,
    /// The coordinates do not fulfil the curve equation.
    NotOnCurve = 3,
    /// The point of G2 is on the curve, but not in the subgroup of order r.
    NotInSubgroup = 4,
    /// A Poseidon input is not below the modulus of the scalar field.
    ElementNotCanonical = 5,
    /// Poseidon takes 1 to 12 inputs.
    UnsupportedArity = 6,
    /// The caller's output buffer does not have the size of the result.
    InvalidOutputLength = 7,
    /// A code that this side does not know.
    Unknown = u32::MAX,
}

/// The status of a call that wrote its result.
const OK: u32 = 0;

impl HostError {
    /// The status word that stands for this outcome.
    pub fn status(outcome: Result<(), HostError>) -> u32 {
        match outcome {
            Ok(()) => OK,
            Err(error) => error as u32,
        }
    }

    /// The outcome that a status word stands for.
    pub fn outcome(status: u32) -> Result<(), HostError> {
        Err(match status {
            OK => return Ok(()),
            1 => HostError::InvalidLength,
            2 => HostError::CoordinateNotCanonical,
            3 => HostError::NotOnCurve,
            4 => HostError::NotInSubgroup,
            5 => HostError::ElementNotCanonical,
            6 => HostError::UnsupportedArity,
            7 => HostError::InvalidOutputLength,
            _ => HostError::Unknown,
        })
    }
}

impl core::fmt::Display for HostError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            HostError::InvalidLength => "the input is not a whole number of items",
            HostError::CoordinateNotCanonical => "a coordinate is not below the field's modulus",
            HostError::NotOnCurve => "a point is not on the curve",
            HostError::NotInSubgroup => "a point is not in the subgroup of order r",
            HostError::ElementNotCanonical => "an input is not below the scalar field's modulus",
            HostError::UnsupportedArity => "Poseidon takes 1 to 12 inputs",
            HostError::InvalidOutputLength => "the output buffer has the wrong size",
            HostError::Unknown => "the host answered with an unknown code",
        })
    }
}

impl core::error::Error for HostError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_word_stands_for_one_outcome() {
        for status in (0..64).chain([u32::MAX]) {
            let outcome = HostError::outcome(status);
            if outcome != Err(HostError::Unknown) {
                assert_eq!(HostError::status(outcome), status);
            }
        }
        assert_eq!(HostError::outcome(8), Err(HostError::Unknown), "the next free code is 8");
    }
}
