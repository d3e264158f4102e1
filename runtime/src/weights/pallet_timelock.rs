//! Weights of `pallet_timelock`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 20 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_timelock::WeightInfo for WeightInfo<T> {
    // Storage: `Timelock::NextId` (r:1 w:1)
    // Proof: `Timelock::NextId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Timelock::ByAnnouncer` (r:1 w:1)
    // Proof: `Timelock::ByAnnouncer` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Agenda` (r:0 w:1)
    // Proof: `Timelock::Agenda` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Announcements` (r:0 w:1)
    // Proof: `Timelock::Announcements` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
    fn announce() -> Weight {
        // Measured proof: 884 bytes. Least time: 93_188_000 ps.
        Weight::from_parts(105_015_000, 4036)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    // Storage: `Timelock::Executing` (r:1 w:1)
    // Proof: `Timelock::Executing` (`max_values`: Some(1), `max_size`: Some(35), added: 530, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Announcements` (r:1 w:1)
    // Proof: `Timelock::Announcements` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `System::BlockHash` (r:1 w:0)
    // Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    // Storage: `Timelock::ByAnnouncer` (r:1 w:1)
    // Proof: `Timelock::ByAnnouncer` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `MaxEncodedLen`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Agenda` (r:0 w:1)
    // Proof: `Timelock::Agenda` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
    /// `n` is in `[0, 1048576]`.
    fn execute(n: u32, ) -> Weight {
        // Measured proof: 1559 bytes. Least time: 102_461_000 ps.
        Weight::from_parts(162_890_845, 4036)
            // Standard error: 234
            .saturating_add(Weight::from_parts(3_346, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    // Storage: `Timelock::Announcements` (r:1 w:1)
    // Proof: `Timelock::Announcements` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    // Storage: `Timelock::ByAnnouncer` (r:1 w:1)
    // Proof: `Timelock::ByAnnouncer` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Agenda` (r:0 w:1)
    // Proof: `Timelock::Agenda` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
    fn cancel() -> Weight {
        // Measured proof: 1461 bytes. Least time: 81_251_000 ps.
        Weight::from_parts(86_808_000, 4036)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Agenda` (r:1 w:0)
    // Proof: `Timelock::Agenda` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
    fn agenda_base() -> Weight {
        // Measured proof: 331 bytes. Least time: 7_251_000 ps.
        Weight::from_parts(7_912_000, 3481)
            .saturating_add(T::DbWeight::get().reads(2))
    }
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Agenda` (r:2 w:1)
    // Proof: `Timelock::Agenda` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
    // Storage: `Timelock::Announcements` (r:1 w:1)
    // Proof: `Timelock::Announcements` (`max_values`: None, `max_size`: Some(115), added: 2590, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    // Storage: `Timelock::ByAnnouncer` (r:1 w:1)
    // Proof: `Timelock::ByAnnouncer` (`max_values`: None, `max_size`: Some(306), added: 2781, mode: `MaxEncodedLen`)
    fn agenda_item() -> Weight {
        // Measured proof: 1768 bytes. Least time: 94_270_000 ps.
        Weight::from_parts(113_888_000, 5972)
            .saturating_add(T::DbWeight::get().reads(7))
            .saturating_add(T::DbWeight::get().writes(5))
    }
}
