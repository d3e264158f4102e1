//! Documents of an asset: what may be said about where they are.

use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// Bytes of a location.
pub const MAX_LOCATION: u32 = 256;

/// Why a location was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum LocationFault {
    /// No characters at all.
    Empty,
    /// More than [`MAX_LOCATION`] bytes.
    TooLong,
    /// A blank, a control character or something outside ASCII.
    Malformed,
}

/// Checks where a document is: a URI or any other name, of printable ASCII without blanks. It is a hint for people; what
/// counts is the digest.
///
/// ```
/// # use msez_asset::*;
/// assert_eq!(check_location(b"ipfs://bafy/terms.pdf"), Ok(()));
/// assert_eq!(check_location(b""), Err(LocationFault::Empty));
/// assert_eq!(check_location(b"two words"), Err(LocationFault::Malformed));
/// assert_eq!(check_location(&[b'a'; 257]), Err(LocationFault::TooLong));
/// ```
pub fn check_location(location: &[u8]) -> Result<(), LocationFault> {
    if location.is_empty() {
        return Err(LocationFault::Empty);
    }
    if !u32::try_from(location.len()).is_ok_and(|len| len <= MAX_LOCATION) {
        return Err(LocationFault::TooLong);
    }
    if location.iter().all(u8::is_ascii_graphic) {
        Ok(())
    } else {
        Err(LocationFault::Malformed)
    }
}
