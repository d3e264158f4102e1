//! Weights of `frame_system`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
    /// `b` is in `[0, 3932160]`.
    fn remark(b: u32, ) -> Weight {
        // Measured proof: 0 bytes. Least time: 2_774_000 ps.
        Weight::from_parts(3_085_000, 0)
            // Standard error: 8
            .saturating_add(Weight::from_parts(493, 0).saturating_mul(b.into()))
    }
    /// `b` is in `[0, 3932160]`.
    fn remark_with_event(b: u32, ) -> Weight {
        // Measured proof: 0 bytes. Least time: 13_500_000 ps.
        Weight::from_parts(158_574_232, 0)
            // Standard error: 22
            .saturating_add(Weight::from_parts(1_417, 0).saturating_mul(b.into()))
    }
    // Storage: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
    // Proof: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
    fn set_heap_pages() -> Weight {
        // Measured proof: 0 bytes. Least time: 7_932_000 ps.
        Weight::from_parts(9_464_000, 0)
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `System::BlocksTillUpgrade` (r:0 w:1)
    // Proof: `System::BlocksTillUpgrade` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    // Storage: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
    // Proof: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
    fn set_code() -> Weight {
        // Measured proof: 0 bytes. Least time: 118_767_584_000 ps.
        Weight::from_parts(120_291_962_000, 0)
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Skipped::Metadata` (r:0 w:0)
    // Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `i` is in `[0, 1000]`.
    fn set_storage(i: u32, ) -> Weight {
        // Measured proof: 0 bytes. Least time: 2_764_000 ps.
        Weight::from_parts(2_894_000, 0)
            // Standard error: 3_559
            .saturating_add(Weight::from_parts(958_205, 0).saturating_mul(i.into()))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
    }
    // Storage: `Skipped::Metadata` (r:0 w:0)
    // Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `i` is in `[0, 1000]`.
    fn kill_storage(i: u32, ) -> Weight {
        // Measured proof: 0 bytes. Least time: 2_935_000 ps.
        Weight::from_parts(2_964_000, 0)
            // Standard error: 8_929
            .saturating_add(Weight::from_parts(748_625, 0).saturating_mul(i.into()))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
    }
    // Storage: `Skipped::Metadata` (r:0 w:0)
    // Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `p` is in `[0, 1000]`.
    fn kill_prefix(p: u32, ) -> Weight {
        // Measured proof: 63 + p * (69 ±0) bytes. Least time: 5_679_000 ps.
        Weight::from_parts(32_721_215, 54)
            // Standard error: 25_865
            .saturating_add(Weight::from_parts(1_492_029, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
            .saturating_add(Weight::from_parts(0, 70).saturating_mul(p.into()))
    }
    // Storage: `System::AuthorizedUpgrade` (r:0 w:1)
    // Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
    fn authorize_upgrade() -> Weight {
        // Measured proof: 0 bytes. Least time: 23_945_000 ps.
        Weight::from_parts(26_039_000, 0)
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `System::AuthorizedUpgrade` (r:1 w:1)
    // Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
    // Storage: `System::BlocksTillUpgrade` (r:0 w:1)
    // Proof: `System::BlocksTillUpgrade` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    // Storage: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
    // Proof: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
    fn apply_authorized_upgrade() -> Weight {
        // Measured proof: 22 bytes. Least time: 124_255_671_000 ps.
        Weight::from_parts(133_674_268_000, 1518)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(3))
    }
}
