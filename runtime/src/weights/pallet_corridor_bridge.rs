//! Weights of `pallet_corridor_bridge`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_corridor_bridge::WeightInfo for WeightInfo<T> {
    fn register_operator() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::register_operator() }
    fn accept_operator() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::accept_operator() }
    fn dismiss_operator() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::dismiss_operator() }
    fn rotate_key() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::rotate_key() }
    fn retire() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::retire() }
    fn name_arbiter() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::name_arbiter() }
    fn open(hops: u32) -> Weight { <() as pallet_corridor_bridge::WeightInfo>::open(hops) }
    fn open_units(hops: u32) -> Weight { <() as pallet_corridor_bridge::WeightInfo>::open_units(hops) }
    fn prepare() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::prepare() }
    fn commit() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::commit() }
    fn refuse_hop() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::refuse_hop() }
    fn decide(hops: u32) -> Weight { <() as pallet_corridor_bridge::WeightInfo>::decide(hops) }
    fn collect_fees() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::collect_fees() }
    fn agenda_base() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::agenda_base() }
    fn late_hop() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::late_hop() }
    fn transfer_item() -> Weight { <() as pallet_corridor_bridge::WeightInfo>::transfer_item() }
    fn forget(hops: u32) -> Weight { <() as pallet_corridor_bridge::WeightInfo>::forget(hops) }
}
