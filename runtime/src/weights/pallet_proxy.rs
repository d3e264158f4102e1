//! Weights of `pallet_proxy`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {
    // Storage: `Proxy::Proxies` (r:1 w:0)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `p` is in `[1, 31]`.
    fn proxy(p: u32, ) -> Weight {
        // Measured proof: 203 + p * (37 ±0) bytes. Least time: 18_147_000 ps.
        Weight::from_parts(20_766_374, 4706)
            // Standard error: 52_350
            .saturating_add(Weight::from_parts(150_201, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(2))
    }
    // Storage: `Proxy::Proxies` (r:1 w:0)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    // Storage: `Proxy::Announcements` (r:1 w:1)
    // Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `a` is in `[0, 31]`.
    /// `p` is in `[1, 31]`.
    fn proxy_announced(a: u32, _p: u32, ) -> Weight {
        // Measured proof: 493 + a * (68 ±0) + p * (37 ±0) bytes. Least time: 45_858_000 ps.
        Weight::from_parts(51_382_274, 5698)
            // Standard error: 17_861
            .saturating_add(Weight::from_parts(248_875, 0).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Proxy::Announcements` (r:1 w:1)
    // Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// `a` is in `[0, 31]`.
    /// `p` is in `[1, 31]`.
    fn remove_announcement(a: u32, p: u32, ) -> Weight {
        // Measured proof: 332 + a * (68 ±0) bytes. Least time: 27_621_000 ps.
        Weight::from_parts(29_440_550, 5698)
            // Standard error: 12_021
            .saturating_add(Weight::from_parts(268_481, 0).saturating_mul(a.into()))
            // Standard error: 12_429
            .saturating_add(Weight::from_parts(16_231, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Proxy::Announcements` (r:1 w:1)
    // Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// `a` is in `[0, 31]`.
    /// `p` is in `[1, 31]`.
    fn reject_announcement(a: u32, p: u32, ) -> Weight {
        // Measured proof: 332 + a * (68 ±0) bytes. Least time: 28_372_000 ps.
        Weight::from_parts(29_803_347, 5698)
            // Standard error: 10_212
            .saturating_add(Weight::from_parts(244_817, 0).saturating_mul(a.into()))
            // Standard error: 10_558
            .saturating_add(Weight::from_parts(19_216, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Proxy::Proxies` (r:1 w:0)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    // Storage: `Proxy::Announcements` (r:1 w:1)
    // Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// `a` is in `[0, 31]`.
    /// `p` is in `[1, 31]`.
    fn announce(a: u32, p: u32, ) -> Weight {
        // Measured proof: 349 + a * (68 ±0) + p * (37 ±0) bytes. Least time: 37_556_000 ps.
        Weight::from_parts(41_820_425, 5698)
            // Standard error: 18_195
            .saturating_add(Weight::from_parts(253_114, 0).saturating_mul(a.into()))
            // Standard error: 18_812
            .saturating_add(Weight::from_parts(12_467, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Proxy::Proxies` (r:1 w:1)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    /// `p` is in `[1, 31]`.
    fn add_proxy(p: u32, ) -> Weight {
        // Measured proof: 127 + p * (37 ±0) bytes. Least time: 26_860_000 ps.
        Weight::from_parts(28_325_432, 4706)
            // Standard error: 12_605
            .saturating_add(Weight::from_parts(99_030, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Proxy::Proxies` (r:1 w:1)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    /// `p` is in `[1, 31]`.
    fn remove_proxy(p: u32, ) -> Weight {
        // Measured proof: 127 + p * (37 ±0) bytes. Least time: 27_350_000 ps.
        Weight::from_parts(27_812_673, 4706)
            // Standard error: 11_892
            .saturating_add(Weight::from_parts(109_257, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Proxy::Proxies` (r:1 w:1)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    /// `p` is in `[1, 31]`.
    fn remove_proxies(p: u32, ) -> Weight {
        // Measured proof: 127 + p * (37 ±0) bytes. Least time: 27_732_000 ps.
        Weight::from_parts(26_880_034, 4706)
            // Standard error: 14_664
            .saturating_add(Weight::from_parts(2_017_202, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Proxy::Proxies` (r:1 w:1)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    /// `p` is in `[1, 31]`.
    fn create_pure(p: u32, ) -> Weight {
        // Measured proof: 139 bytes. Least time: 30_685_000 ps.
        Weight::from_parts(31_908_561, 4706)
            // Standard error: 7_702
            .saturating_add(Weight::from_parts(40_302, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Proxy::Proxies` (r:1 w:1)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    /// `p` is in `[0, 30]`.
    fn kill_pure(p: u32, ) -> Weight {
        // Measured proof: 164 + p * (37 ±0) bytes. Least time: 28_132_000 ps.
        Weight::from_parts(28_945_474, 4706)
            // Standard error: 12_085
            .saturating_add(Weight::from_parts(115_170, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Proxy::Proxies` (r:1 w:1)
    // Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Proxy::Announcements` (r:1 w:1)
    // Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
    fn poke_deposit() -> Weight {
        // Measured proof: 453 bytes. Least time: 50_585_000 ps.
        Weight::from_parts(52_177_000, 5698)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
}
