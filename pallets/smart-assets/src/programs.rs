//! What programs can do: act for the asset that named them, and deal in units as any other holder.

use msez_asset::{transfer_refusals, Family, Halter, Move, Status, TransferRefusal};
use msez_core::{Digest, SubjectId};
use msez_traits::{AssetPrograms, AssetUnits};
use polkadot_sdk::{
    frame_support::{
        storage::with_storage_layer,
        traits::{fungibles::Inspect, Get},
        weights::Weight,
    },
    frame_system,
    sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
    types::{Amount, Program, Version},
    Assets, Config, Holders, Pallet, WeightInfo,
};

impl<T: Config> Pallet<T> {
    fn program_of(asset: &SubjectId, instance: &Digest) -> Option<Program> {
        Assets::<T>::get(asset)
            .and_then(|asset| asset.program)
            .filter(|program| program.instance == *instance)
    }
}

impl<T: Config> AssetPrograms for Pallet<T> {
    fn named(asset: &SubjectId, instance: &Digest) -> bool {
        Self::program_of(asset, instance).is_some()
    }

    fn may(asset: &SubjectId, instance: &Digest, family: Family) -> bool {
        Self::program_of(asset, instance).is_some_and(|program| program.permissions.contains(family))
    }

    fn halt(asset: &SubjectId, instance: &Digest) -> Result<Version, DispatchError> {
        Self::moved_by_program(asset, instance, Family::Halt, Move::Halt(Halter::Policy))
    }

    fn resume(asset: &SubjectId, instance: &Digest) -> Result<Version, DispatchError> {
        Self::moved_by_program(asset, instance, Family::Resume, Move::Resume(Halter::Policy))
    }

    fn halt_weight() -> Weight {
        T::WeightInfo::halt().max(T::WeightInfo::resume())
    }
}

impl<T: Config> AssetUnits<T::AccountId> for Pallet<T> {
    fn status_code(asset: &SubjectId) -> u8 {
        Assets::<T>::get(asset).map_or(0, |asset| match asset.standing.status() {
            Status::Active => 1,
            Status::Halted => 2,
            Status::Locked { .. } => 3,
            Status::Migrating { .. } => 4,
            Status::Retired => 5,
        })
    }

    fn refusal_bits(asset: &SubjectId, from: &T::AccountId, to: &T::AccountId, amount: Amount) -> u64 {
        let Some(record) = Assets::<T>::get(asset) else { return 1 };
        let bit = |reason: &TransferRefusal| 2u64.wrapping_shl(reason.code().into());
        transfer_refusals(&Self::transfer_facts(asset, &record, from, to, amount))
            .iter()
            .fold(0, |bits, reason| bits | bit(reason))
    }

    fn spendable(asset: &SubjectId, holder: &T::AccountId) -> Amount {
        match Holders::<T>::get(asset, holder).map(|holder| holder.frozen()) {
            Some(frozen) if !frozen.whole => T::Units::balance(*asset, holder).saturating_sub(frozen.units),
            _ => 0,
        }
    }

    fn transfer(asset: &SubjectId, from: &T::AccountId, to: &T::AccountId, amount: Amount) -> DispatchResult {
        with_storage_layer(|| Self::do_transfer(asset, from.clone(), to.clone(), amount))
    }

    fn read_weight() -> Weight {
        <T as frame_system::Config>::DbWeight::get().reads(3)
    }

    fn transfer_weight() -> Weight {
        T::WeightInfo::transfer()
    }
}
