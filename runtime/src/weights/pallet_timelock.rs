//! Weights of `pallet_timelock`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_timelock::WeightInfo for WeightInfo<T> {
    fn announce() -> Weight { <() as pallet_timelock::WeightInfo>::announce() }
    fn execute(bytes: u32) -> Weight { <() as pallet_timelock::WeightInfo>::execute(bytes) }
    fn cancel() -> Weight { <() as pallet_timelock::WeightInfo>::cancel() }
    fn agenda_base() -> Weight { <() as pallet_timelock::WeightInfo>::agenda_base() }
    fn agenda_item() -> Weight { <() as pallet_timelock::WeightInfo>::agenda_item() }
}
