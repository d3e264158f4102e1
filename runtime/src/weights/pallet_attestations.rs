//! Weights of `pallet_attestations`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_attestations::WeightInfo for WeightInfo<T> {
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `System::BlockHash` (r:1 w:0)
    // Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Subjects` (r:1 w:0)
    // Proof: `ComplianceTensor::Subjects` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:0)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:1 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Nonces` (r:1 w:1)
    // Proof: `Attestations::Nonces` (`max_values`: None, `max_size`: Some(184), added: 2659, mode: `MaxEncodedLen`)
    // Storage: `Attestations::ByCoordinate` (r:1 w:1)
    // Proof: `Attestations::ByCoordinate` (`max_values`: None, `max_size`: Some(1394), added: 3869, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Attestations` (r:3 w:3)
    // Proof: `Attestations::Attestations` (`max_values`: None, `max_size`: Some(293), added: 2768, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:1)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Dirty` (r:1 w:1)
    // Proof: `ComplianceTensor::Dirty` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Agenda` (r:0 w:3)
    // Proof: `Attestations::Agenda` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Evidence` (r:0 w:1)
    // Proof: `ComplianceTensor::Evidence` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
    fn attest() -> Weight {
        // Measured proof: 4904 bytes. Least time: 200_888_000 ps.
        Weight::from_parts(205_935_000, 9294)
            .saturating_add(T::DbWeight::get().reads(16))
            .saturating_add(T::DbWeight::get().writes(13))
    }
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `System::BlockHash` (r:1 w:0)
    // Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Subjects` (r:1 w:0)
    // Proof: `ComplianceTensor::Subjects` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:0)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:1 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Nonces` (r:1 w:1)
    // Proof: `Attestations::Nonces` (`max_values`: None, `max_size`: Some(184), added: 2659, mode: `MaxEncodedLen`)
    // Storage: `Attestations::ByCoordinate` (r:1 w:1)
    // Proof: `Attestations::ByCoordinate` (`max_values`: None, `max_size`: Some(1394), added: 3869, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Attestations` (r:3 w:3)
    // Proof: `Attestations::Attestations` (`max_values`: None, `max_size`: Some(293), added: 2768, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:1)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Dirty` (r:1 w:1)
    // Proof: `ComplianceTensor::Dirty` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Agenda` (r:0 w:3)
    // Proof: `Attestations::Agenda` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Evidence` (r:0 w:1)
    // Proof: `ComplianceTensor::Evidence` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
    fn attest_signed() -> Weight {
        // Measured proof: 4951 bytes. Least time: 312_393_000 ps.
        Weight::from_parts(340_244_000, 9294)
            .saturating_add(T::DbWeight::get().reads(16))
            .saturating_add(T::DbWeight::get().writes(13))
    }
    // Storage: `Attestations::Attestations` (r:1 w:1)
    // Proof: `Attestations::Attestations` (`max_values`: None, `max_size`: Some(293), added: 2768, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:0)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Attestations::ByCoordinate` (r:1 w:1)
    // Proof: `Attestations::ByCoordinate` (`max_values`: None, `max_size`: Some(1394), added: 3869, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:1)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Dirty` (r:1 w:1)
    // Proof: `ComplianceTensor::Dirty` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Agenda` (r:0 w:1)
    // Proof: `Attestations::Agenda` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Evidence` (r:0 w:1)
    // Proof: `ComplianceTensor::Evidence` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
    fn revoke() -> Weight {
        // Measured proof: 3317 bytes. Least time: 91_155_000 ps.
        Weight::from_parts(93_639_000, 5248)
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Attestations` (r:1 w:1)
    // Proof: `Attestations::Attestations` (`max_values`: None, `max_size`: Some(293), added: 2768, mode: `MaxEncodedLen`)
    // Storage: `System::BlockHash` (r:1 w:0)
    // Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:0)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    // Storage: `Attestations::ByCoordinate` (r:1 w:1)
    // Proof: `Attestations::ByCoordinate` (`max_values`: None, `max_size`: Some(1394), added: 3869, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:1)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Dirty` (r:1 w:1)
    // Proof: `ComplianceTensor::Dirty` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Agenda` (r:0 w:1)
    // Proof: `Attestations::Agenda` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Evidence` (r:0 w:1)
    // Proof: `ComplianceTensor::Evidence` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
    fn revoke_signed() -> Weight {
        // Measured proof: 3438 bytes. Least time: 185_554_000 ps.
        Weight::from_parts(191_043_000, 5248)
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    // Storage: `Attestations::Attestations` (r:1 w:1)
    // Proof: `Attestations::Attestations` (`max_values`: None, `max_size`: Some(293), added: 2768, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Attestations::ByCoordinate` (r:1 w:1)
    // Proof: `Attestations::ByCoordinate` (`max_values`: None, `max_size`: Some(1394), added: 3869, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:0)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn remove() -> Weight {
        // Measured proof: 3430 bytes. Least time: 97_775_000 ps.
        Weight::from_parts(101_440_000, 5248)
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Attestations::Nonces` (r:1 w:1)
    // Proof: `Attestations::Nonces` (`max_values`: None, `max_size`: Some(184), added: 2659, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn retire_nonces() -> Weight {
        // Measured proof: 272 bytes. Least time: 64_306_000 ps.
        Weight::from_parts(66_879_000, 3784)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Agenda` (r:1 w:0)
    // Proof: `Attestations::Agenda` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    fn agenda_base() -> Weight {
        // Measured proof: 287 bytes. Least time: 6_910_000 ps.
        Weight::from_parts(7_251_000, 3505)
            .saturating_add(T::DbWeight::get().reads(2))
    }
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Agenda` (r:2 w:3)
    // Proof: `Attestations::Agenda` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    // Storage: `Attestations::Attestations` (r:2 w:2)
    // Proof: `Attestations::Attestations` (`max_values`: None, `max_size`: Some(293), added: 2768, mode: `MaxEncodedLen`)
    // Storage: `Attestations::ByCoordinate` (r:1 w:1)
    // Proof: `Attestations::ByCoordinate` (`max_values`: None, `max_size`: Some(1394), added: 3869, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::SubjectIndices` (r:1 w:0)
    // Proof: `ComplianceTensor::SubjectIndices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Cells` (r:1 w:1)
    // Proof: `ComplianceTensor::Cells` (`max_values`: None, `max_size`: Some(1783), added: 4258, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Dirty` (r:1 w:1)
    // Proof: `ComplianceTensor::Dirty` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::Evidence` (r:0 w:1)
    // Proof: `ComplianceTensor::Evidence` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
    fn agenda_item() -> Weight {
        // Measured proof: 3782 bytes. Least time: 97_834_000 ps.
        Weight::from_parts(101_581_000, 6526)
            .saturating_add(T::DbWeight::get().reads(10))
            .saturating_add(T::DbWeight::get().writes(9))
    }
    fn verify_sr25519() -> Weight {
        // Measured proof: 0 bytes. Least time: 79_488_000 ps.
        Weight::from_parts(81_271_000, 0)
    }
    fn verify_ed25519() -> Weight {
        // Measured proof: 0 bytes. Least time: 77_305_000 ps.
        Weight::from_parts(78_477_000, 0)
    }
    fn verify_ecdsa() -> Weight {
        // Measured proof: 0 bytes. Least time: 82_001_000 ps.
        Weight::from_parts(86_147_000, 0)
    }
}
