//! Weights of `pallet_bonds`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_bonds::WeightInfo for WeightInfo<T> {
    fn bond() -> Weight { <() as pallet_bonds::WeightInfo>::bond() }
    fn bond_extra() -> Weight { <() as pallet_bonds::WeightInfo>::bond_extra() }
    fn unbond() -> Weight { <() as pallet_bonds::WeightInfo>::unbond() }
    fn rebond() -> Weight { <() as pallet_bonds::WeightInfo>::rebond() }
    fn withdraw_unbonded() -> Weight { <() as pallet_bonds::WeightInfo>::withdraw_unbonded() }
    fn bond_asset() -> Weight { <() as pallet_bonds::WeightInfo>::bond_asset() }
    fn unbond_asset() -> Weight { <() as pallet_bonds::WeightInfo>::unbond_asset() }
    fn rebond_asset() -> Weight { <() as pallet_bonds::WeightInfo>::rebond_asset() }
    fn withdraw_unbonded_asset() -> Weight { <() as pallet_bonds::WeightInfo>::withdraw_unbonded_asset() }
    fn delegate() -> Weight { <() as pallet_bonds::WeightInfo>::delegate() }
    fn undelegate() -> Weight { <() as pallet_bonds::WeightInfo>::undelegate() }
    fn withdraw_undelegated() -> Weight { <() as pallet_bonds::WeightInfo>::withdraw_undelegated() }
    fn claim_delegation_rewards() -> Weight { <() as pallet_bonds::WeightInfo>::claim_delegation_rewards() }
    fn allow_asset() -> Weight { <() as pallet_bonds::WeightInfo>::allow_asset() }
    fn disallow_asset() -> Weight { <() as pallet_bonds::WeightInfo>::disallow_asset() }
    fn collect_seized() -> Weight { <() as pallet_bonds::WeightInfo>::collect_seized() }
    fn reward_delegators() -> Weight { <() as pallet_bonds::WeightInfo>::reward_delegators() }
    fn slash() -> Weight { <() as pallet_bonds::WeightInfo>::slash() }
}
