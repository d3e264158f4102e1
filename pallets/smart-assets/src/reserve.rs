//! Units set aside for a recipient, until it is decided whether they change hands.

use alloc::vec::Vec;
use msez_asset::{transfer_refusals, Side, TransferFacts, TransferRefusal};
use msez_core::{Digest, JurisdictionId, SubjectId};
use msez_traits::{Compliance, UnitReserve};
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
    holdings::{add, take},
    types::{Amount, Reservation, SetAside},
    Assets, Config, Error, Event, Pallet, Reservations, SetAsides, WeightInfo,
};

/// The facts as they would be if these units were not set aside already.
fn leave_out(facts: &mut TransferFacts) {
    if let Some(from) = &mut facts.from {
        from.frozen_units = from.frozen_units.saturating_sub(facts.amount);
    }
    let Some(to) = &mut facts.to else { return };
    to.party_units = to.party_units.saturating_sub(facts.amount);
    if to.party_units > 0 {
        return;
    }
    to.country_holders = to.country_holders.saturating_sub(1);
    if let Some(units) = &mut facts.units {
        units.holders = units.holders.saturating_sub(1);
    }
}

impl<T: Config> Pallet<T> {
    /// What is set aside of an account's units.
    pub(crate) fn set_aside(asset: &SubjectId, who: &T::AccountId) -> SetAside {
        SetAsides::<T>::get(asset, who).unwrap_or_default()
    }

    /// Everything that stands against a reservation; `has_begun` where it counts itself among what is set aside.
    fn reservation_refusals(
        reservation: &Reservation<T::AccountId>,
        has_begun: bool,
    ) -> Vec<TransferRefusal> {
        let Reservation { asset, from, to, amount, destination } = reservation;
        let Some(record) = Assets::<T>::get(asset) else { return [TransferRefusal::NoUnits].into() };
        let mut facts = Self::transfer_facts(asset, &record, from, to, *amount);
        if has_begun {
            leave_out(&mut facts);
        }
        let mut refusals = transfer_refusals(&facts);
        // At home it was asked already.
        if let Some(to) = facts.to.filter(|_| *destination != record.home) {
            let there = T::Compliance::faults(&to.party, destination).into_iter();
            refusals.extend(there.map(|fault| TransferRefusal::NotCompliant { side: Side::Receiver, fault }));
        }
        refusals
    }

    fn reservation(by: &Digest) -> Result<Reservation<T::AccountId>, Error<T>> {
        Reservations::<T>::get(by).ok_or(Error::NotFound)
    }

    /// Counts a reservation in or out.
    fn book_aside(
        reservation: &Reservation<T::AccountId>,
        change: fn(&mut Amount, Amount) -> Option<()>,
        count: impl Fn(u32) -> Option<u32>,
    ) -> DispatchResult {
        let Reservation { asset, from, to, amount, .. } = reservation;
        Self::book(asset, to, |party| change(&mut party.incoming, *amount))?;
        for (who, outgoing) in [(from, *amount), (to, 0)] {
            let mut aside = Self::set_aside(asset, who);
            change(&mut aside.outgoing, outgoing).ok_or(Error::<T>::NotEnoughUnits)?;
            aside.open = count(aside.open).ok_or(Error::<T>::TooManyHolders)?;
            if aside == SetAside::default() {
                SetAsides::<T>::remove(asset, who);
            } else {
                SetAsides::<T>::insert(asset, who, aside);
            }
        }
        Ok(())
    }

    fn end_reservation(by: &Digest) -> Result<Reservation<T::AccountId>, DispatchError> {
        let reservation = Self::reservation(by)?;
        Self::book_aside(&reservation, take, |open| open.checked_sub(1))?;
        Reservations::<T>::remove(by);
        Ok(reservation)
    }
}

impl<T: Config> UnitReserve<T::AccountId> for Pallet<T> {
    fn refusals(
        asset: &SubjectId,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Amount,
        destination: &JurisdictionId,
    ) -> Vec<TransferRefusal> {
        let (from, to) = (from.clone(), to.clone());
        let reservation = Reservation { asset: *asset, from, to, amount, destination: *destination };
        Self::reservation_refusals(&reservation, false)
    }

    fn reserve(
        by: Digest,
        asset: &SubjectId,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Amount,
        destination: &JurisdictionId,
    ) -> DispatchResult {
        ensure!(!Reservations::<T>::contains_key(by), Error::<T>::AlreadyExists);
        ensure!(Assets::<T>::contains_key(asset), Error::<T>::NotFound);
        let (from, to) = (from.clone(), to.clone());
        let reservation = Reservation { asset: *asset, from, to, amount, destination: *destination };
        Self::ensure_none(&Self::reservation_refusals(&reservation, false))?;
        with_storage_layer(|| Self::book_aside(&reservation, add, |open| open.checked_add(1)))?;
        Reservations::<T>::insert(by, &reservation);
        let Reservation { asset, from, to, amount, .. } = reservation;
        Self::deposit_event(Event::UnitsReserved { asset, by, from, to, amount });
        Ok(())
    }

    fn objections(by: &Digest) -> Option<Vec<TransferRefusal>> {
        Some(Self::reservation_refusals(&Reservations::<T>::get(by)?, true))
    }

    fn settle(by: &Digest) -> Result<Amount, DispatchError> {
        with_storage_layer(|| {
            let Reservation { asset, from, to, amount, .. } = Self::end_reservation(by)?;
            let amount = amount.min(T::Units::balance(asset, &from));
            if amount > 0 {
                Self::shift(&asset, &from, &to, amount)?;
                let version = Assets::<T>::get(asset).ok_or(Error::<T>::NotFound)?.version;
                Self::cap_freezes(&asset, &from, version);
            }
            Self::deposit_event(Event::ReservationSettled { asset, by: *by, from, to, amount });
            Ok(amount)
        })
    }

    fn release(by: &Digest) -> DispatchResult {
        with_storage_layer(|| {
            let Reservation { asset, from, amount, .. } = Self::end_reservation(by)?;
            Self::deposit_event(Event::ReservationReleased { asset, by: *by, from, amount });
            Ok(())
        })
    }

    fn reserve_weight() -> Weight {
        // A transfer reads and writes as much of both accounts and their parties; besides the reservation, what is set aside
        // of each, and the recipient's cells in one more jurisdiction.
        let more = <T as frame_system::Config>::DbWeight::get().reads_writes(35, 4);
        T::WeightInfo::transfer().saturating_add(more)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_units(
        issuer: &T::AccountId,
        home: &JurisdictionId,
        destination: &JurisdictionId,
    ) -> (SubjectId, T::AccountId, T::AccountId) {
        crate::benchmarking::units_between::<T>(issuer, home, destination)
    }
}
