//! Weights of `pallet_audit_trail`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_audit_trail::WeightInfo for WeightInfo<T> {
    fn note(b: u32, ) -> Weight {
        Weight::from_parts(8_000_000, 0)
            .saturating_add(Weight::from_parts(8_000, 0).saturating_mul(b.into()))
    }
    fn close(n: u32, ) -> Weight {
        Weight::from_parts(40_000_000, 3_500)
            .saturating_add(Weight::from_parts(4_000_000, 32).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
}
