//! What comes due.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::sp_runtime::traits::UniqueSaturatedInto;
use scale_info::TypeInfo;

/// An entry of an agenda: when, in blocks or milliseconds, and what. Its encoding sorts by time, because that is big-endian:
/// so a map of them under the identity hasher gives first what comes first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct Due<What> {
    at: [u8; 8],
    what: What,
}

impl<What: Copy> Due<What> {
    /// What comes due when.
    pub fn new(at: impl UniqueSaturatedInto<u64>, what: What) -> Self {
        Self { at: at.unique_saturated_into().to_be_bytes(), what }
    }

    /// When.
    pub const fn at(&self) -> u64 {
        u64::from_be_bytes(self.at)
    }

    /// What.
    pub const fn what(&self) -> What {
        self.what
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_sorts_by_time() {
        let times = [0, 1, 255, 256, 257, 65_535, 65_536, 1 << 32, u64::MAX - 1, u64::MAX];
        let all: Vec<Due<u64>> =
            times.iter().flat_map(|at| [3u64, 9].map(|what| Due::new(*at, what))).collect();
        for (a, b) in
            all.iter().flat_map(|a| all.iter().map(move |b| (a, b))).filter(|(a, b)| a.at() != b.at())
        {
            assert_eq!(a.encode().cmp(&b.encode()), a.at().cmp(&b.at()));
        }
        assert_eq!((all[4].at(), all[4].what()), (255, 3));
        assert_eq!(Due::new(7u32, ()).at(), 7);
    }
}
