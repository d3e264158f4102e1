//! Weights of `pallet_operating_mode`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_operating_mode::WeightInfo for WeightInfo<T> {
    fn set_mode() -> Weight { <() as pallet_operating_mode::WeightInfo>::set_mode() }
}
