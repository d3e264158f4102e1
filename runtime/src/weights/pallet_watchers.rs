//! Weights of `pallet_watchers`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_watchers::WeightInfo for WeightInfo<T> {
    fn register() -> Weight { <() as pallet_watchers::WeightInfo>::register() }
    fn rotate_key() -> Weight { <() as pallet_watchers::WeightInfo>::rotate_key() }
    fn set_scope() -> Weight { <() as pallet_watchers::WeightInfo>::set_scope() }
    fn set_commission() -> Weight { <() as pallet_watchers::WeightInfo>::set_commission() }
    fn set_controller() -> Weight { <() as pallet_watchers::WeightInfo>::set_controller() }
    fn accept_member() -> Weight { <() as pallet_watchers::WeightInfo>::accept_member() }
    fn deregister() -> Weight { <() as pallet_watchers::WeightInfo>::deregister() }
    fn open_topic() -> Weight { <() as pallet_watchers::WeightInfo>::open_topic() }
    fn fund_topic() -> Weight { <() as pallet_watchers::WeightInfo>::fund_topic() }
    fn close_topic() -> Weight { <() as pallet_watchers::WeightInfo>::close_topic() }
    fn attest() -> Weight { <() as pallet_watchers::WeightInfo>::attest() }
    fn attest_signed() -> Weight { <() as pallet_watchers::WeightInfo>::attest_signed() }
    fn report_equivocation() -> Weight { <() as pallet_watchers::WeightInfo>::report_equivocation() }
    fn claim_rewards() -> Weight { <() as pallet_watchers::WeightInfo>::claim_rewards() }
    fn cancel_slash() -> Weight { <() as pallet_watchers::WeightInfo>::cancel_slash() }
    fn set_deferral() -> Weight { <() as pallet_watchers::WeightInfo>::set_deferral() }
    fn rule_safety() -> Weight { <() as pallet_watchers::WeightInfo>::rule_safety() }
    fn raise() -> Weight { <() as pallet_watchers::WeightInfo>::raise() }
    fn agenda_base() -> Weight { <() as pallet_watchers::WeightInfo>::agenda_base() }
    fn slash_item() -> Weight { <() as pallet_watchers::WeightInfo>::slash_item() }
    fn deadline_item(n: u32) -> Weight { <() as pallet_watchers::WeightInfo>::deadline_item(n) }
    fn settle_item(n: u32) -> Weight { <() as pallet_watchers::WeightInfo>::settle_item(n) }
    fn prune_item(n: u32) -> Weight { <() as pallet_watchers::WeightInfo>::prune_item(n) }
    fn refresh_item(n: u32) -> Weight { <() as pallet_watchers::WeightInfo>::refresh_item(n) }
    fn panel_item(n: u32) -> Weight { <() as pallet_watchers::WeightInfo>::panel_item(n) }
    fn duty_item() -> Weight { <() as pallet_watchers::WeightInfo>::duty_item() }
}
