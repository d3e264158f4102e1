//! Weights of `pallet_compliance_tensor`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_compliance_tensor::WeightInfo for WeightInfo<T> {
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:1)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectCount` (r:1 w:1)
    // Proof: `ComplianceTensor::SubjectCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::CurrentRoots` (r:1 w:0)
    // Proof: `ComplianceTensor::CurrentRoots` (`max_values`: Some(1), `max_size`: Some(72), added: 567, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::CounterForDirty` (r:1 w:0)
    // Proof: `ComplianceTensor::CounterForDirty` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Subjects` (r:0 w:1)
    // Proof: `ComplianceTensor::Subjects` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
    /// `b` is in `[1, 16384]`.
    fn register_subject(b: u32, ) -> Weight {
        // Measured proof: 233 bytes. Least time: 74_070_000 ps.
        Weight::from_parts(74_976_997, 3784)
            // Standard error: 23
            .saturating_add(Weight::from_parts(717, 0).saturating_mul(b.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `ComplianceTensor::CounterForDirty` (r:1 w:1)
    // Proof: `ComplianceTensor::CounterForDirty` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::CurrentRoots` (r:1 w:1)
    // Proof: `ComplianceTensor::CurrentRoots` (`max_values`: Some(1), `max_size`: Some(72), added: 567, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectCount` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Dirty` (r:65 w:64)
    // Proof: `ComplianceTensor::Dirty` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Subjects` (r:64 w:0)
    // Proof: `ComplianceTensor::Subjects` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
    // Storage: `Manifold::JurisdictionIds` (r:1 w:0)
    // Proof: `Manifold::JurisdictionIds` (`max_values`: None, `max_size`: Some(42), added: 2517, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:64 w:0)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectRecords` (r:128 w:128)
    // Proof: `ComplianceTensor::SubjectRecords` (`max_values`: None, `max_size`: Some(2487), added: 4962, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Lanes` (r:128 w:128)
    // Proof: `ComplianceTensor::Lanes` (`max_values`: None, `max_size`: Some(2052), added: 4527, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Pages` (r:546 w:546)
    // Proof: `ComplianceTensor::Pages` (`max_values`: None, `max_size`: Some(982), added: 3457, mode: `MaxEncodedLen`)
    /// `n` is in `[0, 64]`.
    fn flush(n: u32, ) -> Weight {
        // Measured proof: 4214 + n * (2817 ±0) bytes. Least time: 7_661_000 ps.
        Weight::from_parts(132_585_667, 76285)
            // Standard error: 58_851_547
            .saturating_add(Weight::from_parts(3_691_473_891, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(22))
            .saturating_add(T::DbWeight::get().reads((15_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(19))
            .saturating_add(T::DbWeight::get().writes((13_u64).saturating_mul(n.into())))
            .saturating_add(Weight::from_parts(0, 28577).saturating_mul(n.into()))
    }
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:0)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::History` (r:1 w:1)
    // Proof: `ComplianceTensor::History` (`max_values`: None, `max_size`: Some(3473), added: 5948, mode: `MaxEncodedLen`)
    /// `v` is in `[1, 64]`.
    fn prune(v: u32, ) -> Weight {
        // Measured proof: 1715 + v * (46 ±0) bytes. Least time: 28_462_000 ps.
        Weight::from_parts(30_023_012, 6938)
            // Standard error: 3_894
            .saturating_add(Weight::from_parts(8_773, 0).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Subjects` (r:1 w:0)
    // Proof: `ComplianceTensor::Subjects` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:1 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:0)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Evidence` (r:20 w:0)
    // Proof: `ComplianceTensor::Evidence` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
    fn report() -> Weight {
        // Measured proof: 3796 bytes. Least time: 115_611_000 ps.
        Weight::from_parts(117_104_000, 61050)
            .saturating_add(T::DbWeight::get().reads(26))
    }
}
