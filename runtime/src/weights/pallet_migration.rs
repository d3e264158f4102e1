//! Weights of `pallet_migration`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_migration::WeightInfo for WeightInfo<T> {
    fn start(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::start(hops) }
    fn start_signed(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::start_signed(hops) }
    fn forward(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::forward(hops) }
    fn decide(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::decide(hops) }
    fn land(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::land(hops) }
    fn compensate(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::compensate(hops) }
    fn add_evidence() -> Weight { <() as pallet_migration::WeightInfo>::add_evidence() }
    fn pledge() -> Weight { <() as pallet_migration::WeightInfo>::pledge() }
    fn cancel(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::cancel(hops) }
    fn dispute(hops: u32) -> Weight { <() as pallet_migration::WeightInfo>::dispute(hops) }
    fn rule() -> Weight { <() as pallet_migration::WeightInfo>::rule() }
    fn waive() -> Weight { <() as pallet_migration::WeightInfo>::waive() }
    fn set_itinerary() -> Weight { <() as pallet_migration::WeightInfo>::set_itinerary() }
    fn clear_itinerary() -> Weight { <() as pallet_migration::WeightInfo>::clear_itinerary() }
    fn remove() -> Weight { <() as pallet_migration::WeightInfo>::remove() }
    fn set_parameters() -> Weight { <() as pallet_migration::WeightInfo>::set_parameters() }
    fn agenda_base() -> Weight { <() as pallet_migration::WeightInfo>::agenda_base() }
    fn agenda_read() -> Weight { <() as pallet_migration::WeightInfo>::agenda_read() }
    fn notice() -> Weight { <() as pallet_migration::WeightInfo>::notice() }
    fn program_lock() -> Weight { <() as pallet_migration::WeightInfo>::program_lock() }
}
