//! What must hold between blocks.

use alloc::collections::BTreeMap;
use msez_core::{JurisdictionId, MAX_JURISDICTION_INDEX};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::InspectHold, Get},
    },
    sp_runtime::{traits::Saturating, TryRuntimeError},
};

use crate::{
    Accreditations, BalanceOf, Config, CorridorEnds, Corridors, Counts, EntryCounts, EntryRequirements,
    HoldReason, JurisdictionIds, Jurisdictions, LastIndex, OngoingRequirements, Pallet, Profiles, Proposals,
    ProposedAuthorities,
};
use msez_manifold::MAX_PROFILES;

impl<T: Config> Pallet<T> {
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::indices_are_dense_and_inverse()?;
        Self::entries_belong_to_jurisdictions()?;
        Self::corridors_have_both_ends()?;
        Self::counts_agree()?;
        Self::deposits_are_held()
    }

    fn indices_are_dense_and_inverse() -> Result<(), TryRuntimeError> {
        let last = LastIndex::<T>::get();
        ensure!(last <= MAX_JURISDICTION_INDEX, "an index does not fit an address");
        for index in 1..=last {
            let id = JurisdictionIds::<T>::get(index).ok_or("an index has no jurisdiction")?;
            let record = Jurisdictions::<T>::get(id).ok_or("an index leads to no jurisdiction")?;
            ensure!(record.index == index, "a jurisdiction has another index");
            ensure!(
                core::str::from_utf8(&record.name).is_ok() && core::str::from_utf8(&record.framework).is_ok(),
                "a text is no UTF-8"
            );
        }
        ensure!(JurisdictionIds::<T>::iter().count() == usize::from(last), "an index was not given out");
        ensure!(Jurisdictions::<T>::iter().count() == usize::from(last), "a jurisdiction has no index");
        Ok(())
    }

    fn entries_belong_to_jurisdictions() -> Result<(), TryRuntimeError> {
        let exists = |id: &JurisdictionId| Jurisdictions::<T>::contains_key(id);
        ensure!(Profiles::<T>::iter().all(|(id, _, _)| exists(&id)), "a profile has no jurisdiction");
        ensure!(
            EntryRequirements::<T>::iter_keys()
                .chain(OngoingRequirements::<T>::iter_keys())
                .all(|id| exists(&id)),
            "requirements have no jurisdiction"
        );
        ensure!(
            ProposedAuthorities::<T>::iter_keys()
                .all(|id| Jurisdictions::<T>::get(id).is_some_and(|record| !record.is_retired)),
            "an authority is proposed for nothing"
        );
        ensure!(
            Accreditations::<T>::iter_keys().all(|(id, _, _)| exists(&id)),
            "an accreditation has no jurisdiction"
        );
        Ok(())
    }

    fn corridors_have_both_ends() -> Result<(), TryRuntimeError> {
        for (id, record) in Corridors::<T>::iter() {
            ensure!(record.source != record.target, "a corridor leads nowhere");
            for place in [record.source, record.target] {
                ensure!(Jurisdictions::<T>::contains_key(place), "a corridor has an unknown end");
                ensure!(CorridorEnds::<T>::contains_key(place, id), "a corridor is not listed at its end");
            }
            ensure!(!record.terms.supported_asset_classes.is_empty(), "a corridor carries nothing");
        }
        for (place, id, ()) in CorridorEnds::<T>::iter() {
            let record = Corridors::<T>::get(id).ok_or("a listed corridor does not exist")?;
            ensure!([record.source, record.target].contains(&place), "a corridor is listed elsewhere");
        }
        for (id, proposal) in Proposals::<T>::iter() {
            ensure!(
                Jurisdictions::<T>::contains_key(proposal.source)
                    && Jurisdictions::<T>::contains_key(proposal.target),
                "a proposal has an unknown end"
            );
            if let Some(standing) = Corridors::<T>::get(id) {
                ensure!(
                    (standing.source, standing.target) == (proposal.source, proposal.target),
                    "a proposal would move a corridor"
                );
            }
        }
        Ok(())
    }

    fn counts_agree() -> Result<(), TryRuntimeError> {
        let mut counted = BTreeMap::<JurisdictionId, Counts>::new();
        for (id, _, _) in Profiles::<T>::iter() {
            counted.entry(id).or_default().profiles.saturating_inc();
        }
        for (id, _, ()) in CorridorEnds::<T>::iter() {
            counted.entry(id).or_default().corridors.saturating_inc();
        }
        for (id, _, _) in Accreditations::<T>::iter_keys() {
            counted.entry(id).or_default().accreditations.saturating_inc();
        }
        for id in Jurisdictions::<T>::iter_keys() {
            let counts = EntryCounts::<T>::get(id);
            ensure!(counted.remove(&id).unwrap_or_default() == counts, "a count is wrong");
            ensure!(counts.profiles <= MAX_PROFILES, "a jurisdiction admits too many classes");
            ensure!(counts.corridors <= T::MaxCorridors::get(), "a jurisdiction has too many corridors");
            ensure!(
                counts.accreditations <= T::MaxAccreditations::get(),
                "a jurisdiction has given too many accreditations"
            );
        }
        ensure!(
            EntryCounts::<T>::iter_keys().all(Jurisdictions::<T>::contains_key),
            "a count has no jurisdiction"
        );
        Ok(())
    }

    fn deposits_are_held() -> Result<(), TryRuntimeError> {
        let mut corridors = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        let deposits = Corridors::<T>::iter_values()
            .filter_map(|record| record.deposit)
            .chain(Proposals::<T>::iter_values().map(|proposal| proposal.deposit));
        for deposit in deposits {
            let sum = corridors.entry(deposit.depositor).or_default();
            *sum = sum.saturating_add(deposit.amount);
        }
        let mut accreditations = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        for deposit in Accreditations::<T>::iter_values().filter_map(|record| record.deposit) {
            let sum = accreditations.entry(deposit.depositor).or_default();
            *sum = sum.saturating_add(deposit.amount);
        }
        for (reason, sums) in [(HoldReason::Corridor, corridors), (HoldReason::Accreditation, accreditations)]
        {
            let reason = reason.into();
            for (who, sum) in sums {
                ensure!(T::Currency::balance_on_hold(&reason, &who) == sum, "a deposit is not held");
            }
        }
        Ok(())
    }
}
