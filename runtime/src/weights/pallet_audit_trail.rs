//! Weights of `pallet_audit_trail`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 20 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_audit_trail::WeightInfo for WeightInfo<T> {
    /// `b` is in `[0, 16384]`.
    fn note(b: u32, ) -> Weight {
        // Measured proof: 0 bytes. Least time: 24_156_000 ps.
        Weight::from_parts(39_280_051, 0)
            // Standard error: 266
            .saturating_add(Weight::from_parts(2_924, 0).saturating_mul(b.into()))
    }
    // Storage: `AuditTrail::Folded` (r:1 w:0)
    // Proof: `AuditTrail::Folded` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
    // Storage: `System::BlockHash` (r:1 w:0)
    // Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    // Storage: `AuditTrail::Latest` (r:1 w:1)
    // Proof: `AuditTrail::Latest` (`max_values`: Some(1), `max_size`: Some(136), added: 631, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::CurrentRoots` (r:1 w:0)
    // Proof: `ComplianceTensor::CurrentRoots` (`max_values`: Some(1), `max_size`: Some(72), added: 567, mode: `MaxEncodedLen`)
    // Storage: `AuditTrail::Heads` (r:0 w:1)
    // Proof: `AuditTrail::Heads` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
    /// `n` is in `[0, 4096]`.
    fn close(n: u32, ) -> Weight {
        // Measured proof: 156 bytes. Least time: 20_771_000 ps.
        Weight::from_parts(21_732_000, 3509)
            // Standard error: 57_477
            .saturating_add(Weight::from_parts(2_424_626, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(2))
    }
}
