//! What programs can do: act for the asset that named them, and deal in units as any other holder.

use msez_asset::{transfer_refusals, Family, Halter, Move, Status, TransferRefusal};
use msez_core::{Digest, SubjectId};
use msez_traits::{AssetPrograms, AssetUnits};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{fungibles::Inspect, Get},
        weights::Weight,
    },
    frame_system,
    sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
    access::HALTING,
    types::{Amount, Program, Version},
    AssetOf, Assets, Config, Error, Event, Holders, Pallet, WeightInfo,
};

impl<T: Config> Pallet<T> {
    fn program_of(asset: &SubjectId, instance: &Digest) -> Option<Program> {
        Assets::<T>::get(asset)
            .and_then(|asset| asset.program)
            .filter(|program| program.instance == *instance)
    }

    fn acting_program(
        asset: &SubjectId,
        instance: &Digest,
        family: Family,
    ) -> Result<AssetOf<T>, DispatchError> {
        ensure!(<Self as AssetPrograms>::may(asset, instance, family), Error::<T>::NotAuthorized);
        Assets::<T>::get(asset).ok_or(Error::<T>::NotFound.into())
    }

    /// Lifts a halt.
    pub(crate) fn lift(
        id: &SubjectId,
        mut asset: AssetOf<T>,
        by: Halter,
        lifted: Halter,
    ) -> Result<Version, DispatchError> {
        Self::step(&mut asset, Move::Resume(lifted))?;
        if lifted == Halter::Program {
            asset.halted_by = None;
        }
        let status = asset.standing.status();
        let version = Self::commit(id, asset, HALTING)?;
        Self::deposit_event(Event::Resumed { asset: *id, by, lifted, status, version });
        Ok(version)
    }
}

impl<T: Config> AssetPrograms for Pallet<T> {
    fn named(asset: &SubjectId, instance: &Digest) -> bool {
        Self::program_of(asset, instance).is_some()
    }

    fn may(asset: &SubjectId, instance: &Digest, family: Family) -> bool {
        Self::program_of(asset, instance).is_some_and(|program| program.permissions.contains(family))
    }

    fn acting(asset: &SubjectId, family: Family) -> Option<Digest> {
        let program = Assets::<T>::get(asset)?.program?;
        program.permissions.contains(family).then_some(program.instance)
    }

    fn halt(asset: &SubjectId, instance: &Digest) -> Result<Version, DispatchError> {
        let mut record = Self::acting_program(asset, instance, Family::Halt)?;
        // Whose halt outlived his being named leaves it to the next who halts.
        if !record.has_orphaned_halt() {
            Self::step(&mut record, Move::Halt(Halter::Program))?;
        }
        record.halted_by = Some(*instance);
        let version = Self::commit(asset, record, HALTING)?;
        Self::deposit_event(Event::Halted { asset: *asset, by: Halter::Program, version });
        Ok(version)
    }

    fn resume(asset: &SubjectId, instance: &Digest) -> Result<Version, DispatchError> {
        let record = Self::acting_program(asset, instance, Family::Resume)?;
        Self::lift(asset, record, Halter::Program, Halter::Program)
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
            Some(frozen) if !frozen.whole => {
                let reserved = Self::set_aside(asset, holder).outgoing;
                T::Units::balance(*asset, holder).saturating_sub(frozen.units).saturating_sub(reserved)
            }
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
