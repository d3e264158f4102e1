//! What an announcement commits to. Daemons and wallets elsewhere compute the same.

use alloc::vec::Vec;
use codec::Encode;
use msez_core::Digest;
use msez_traits::LockClass;
use polkadot_sdk::sp_io;

/// What every commitment starts with, so that it is no hash of anything else.
pub const DOMAIN: [u8; 16] = *b"msez/timelock/v1";

/// BLAKE2b-256 of domain (16 bytes), hash of block 0 (32 bytes), announcer (SCALE `Option`: `00` for governance, else `01`
/// and the account), class (1 byte), salt (32 bytes) and the SCALE-encoded call, one after the other.
///
/// The call comes last and everything before it has a length of its own, so no two inputs are the same bytes. The salt
/// hides the call: without one, whoever guesses a call could check the guess.
///
/// ```
/// use msez_traits::LockClass;
/// use pallet_timelock::commitment::commitment;
///
/// // The golden vector of the README: block 0, account and salt of one byte repeated, `System::remark(0x1234)`.
/// let call = [0, 0, 8, 0x12, 0x34];
/// let it = commitment([1; 32], Some(&[2u8; 32]), LockClass::Withdrawal, &[3; 32], &call);
/// assert_eq!(it.to_string(), "0xe2af12d7864995e30cf22e3521a266fffa35f69b2776410a2c5a3ff76e4f6c8f");
/// ```
pub fn commitment<AccountId: Encode>(
    genesis: [u8; 32],
    announcer: Option<&AccountId>,
    class: LockClass,
    salt: &[u8; 32],
    call: &[u8],
) -> Digest {
    let mut preimage: Vec<u8> = (DOMAIN, genesis, announcer, class, salt).encode();
    preimage.extend_from_slice(call);
    Digest(sp_io::hashing::blake2_256(&preimage))
}
