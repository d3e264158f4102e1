//! Weights of `pallet_disputes`: assumed, until `scripts/weights` has measured them on this runtime.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// To be measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_disputes::WeightInfo for WeightInfo<T> {
    fn file_claim() -> Weight { <() as pallet_disputes::WeightInfo>::file_claim() }
    fn withdraw_claim() -> Weight { <() as pallet_disputes::WeightInfo>::withdraw_claim() }
    fn challenge() -> Weight { <() as pallet_disputes::WeightInfo>::challenge() }
    fn rule() -> Weight { <() as pallet_disputes::WeightInfo>::rule() }
    fn commit_vote() -> Weight { <() as pallet_disputes::WeightInfo>::commit_vote() }
    fn reveal_vote() -> Weight { <() as pallet_disputes::WeightInfo>::reveal_vote() }
    fn claim_reward() -> Weight { <() as pallet_disputes::WeightInfo>::claim_reward() }
    fn agenda_base() -> Weight { <() as pallet_disputes::WeightInfo>::agenda_base() }
    fn due_unchallenged() -> Weight { <() as pallet_disputes::WeightInfo>::due_unchallenged() }
    fn due_moved() -> Weight { <() as pallet_disputes::WeightInfo>::due_moved() }
    fn due_decided(n: u32) -> Weight { <() as pallet_disputes::WeightInfo>::due_decided(n) }
    fn due_released() -> Weight { <() as pallet_disputes::WeightInfo>::due_released() }
    fn due_forgotten() -> Weight { <() as pallet_disputes::WeightInfo>::due_forgotten() }
}
