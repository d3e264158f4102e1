//! What always holds.

use alloc::collections::BTreeMap;
use msez_bridge::HopPhase;
use msez_core::{CorridorId, Digest};
use msez_traits::{Cargo, FeeCurrency, Settlement, TransferPhase, UnitReserve};
use polkadot_sdk::{
    frame_support::{ensure, traits::Get},
    sp_runtime::TryRuntimeError,
};

use crate::{
    Agenda, AgendaKey, Arbiters, ArbitersOf, Config, HopOf, Hops, Jobs, Load, Loads, Owed, Pallet,
    Registrations, Registry, Rosters, Settled, Standing, TransferOf, Transfers, Used, MAX_HOPS, MAX_JOBS,
};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::operators_agree_with_their_lists()?;
        Self::transfers_agree_with_their_hops()?;
        Self::work_is_booked_on_who_has_it()?;
        Self::the_agenda_is_what_falls_due()?;
        Self::what_is_owed_is_there()
    }

    fn operators_agree_with_their_lists() -> Result<(), TryRuntimeError> {
        let mut counts = BTreeMap::<T::AccountId, u32>::new();
        for (corridor, who, operator) in Registry::<T>::iter() {
            let count = counts.entry(who.clone()).or_default();
            *count = count.saturating_add(1);
            let is_listed = Rosters::<T>::get(corridor).contains(&who);
            ensure!(is_listed == (operator.standing == Standing::Accepted), "who is accepted is listed");
        }
        let kept: BTreeMap<_, _> = Registrations::<T>::iter().collect();
        ensure!(kept == counts, "registrations are counted");
        for (corridor, roster) in Rosters::<T>::iter() {
            ensure!(!roster.is_empty(), "empty lists are not kept");
            for (at, who) in roster.iter().enumerate() {
                ensure!(Registry::<T>::contains_key(corridor, who), "who is listed is registered");
                ensure!(!roster.iter().skip(at.saturating_add(1)).any(|it| it == who), "each once");
            }
        }
        ensure!(ArbitersOf::<T>::iter_values().all(|it| it != Arbiters::default()), "nobody is not kept");
        Ok(())
    }

    fn hops_of(id: &Digest, transfer: &TransferOf<T>) -> alloc::vec::Vec<HopOf<T>> {
        (0..transfer.progress.hops).filter_map(|index| Hops::<T>::get(id, index)).collect()
    }

    fn transfers_agree_with_their_hops() -> Result<(), TryRuntimeError> {
        let mut all = 0usize;
        for (id, transfer) in Transfers::<T>::iter() {
            let progress = transfer.progress;
            let hops = Self::hops_of(&id, &transfer);
            let count = u32::try_from(hops.len()).unwrap_or(u32::MAX);
            all = all.saturating_add(hops.len());
            ensure!((1..=MAX_HOPS).contains(&count) && count == progress.hops, "every hop is kept");
            let in_phase = |phase: HopPhase| {
                let those = hops.iter().filter(|hop| hop.state.phase == phase).count();
                u32::try_from(those).unwrap_or(u32::MAX)
            };
            let [assigned, prepared, committed, released] =
                [HopPhase::Assigned, HopPhase::Prepared, HopPhase::Committed, HopPhase::Released]
                    .map(in_phase);
            let is_sound = match progress.phase {
                TransferPhase::Preparing => assigned > 0 && prepared == progress.prepared && committed == 0,
                TransferPhase::Prepared => prepared == count,
                TransferPhase::Committing => prepared > 0 && prepared.saturating_add(committed) == count,
                TransferPhase::Completed => committed == count,
                TransferPhase::Aborted => released == count,
            };
            ensure!(is_sound, "the hops are in the transfer's phase");
            ensure!(committed == progress.committed, "committed hops are counted");
            ensure!(committed == 0 || released == 0, "never one settled and another released");
            let is_over = progress.phase.is_over();
            ensure!(!is_over || transfer.escrow == 0, "what is over holds no fees");
            ensure!(
                transfer.decided_at.is_some() == (progress.phase > TransferPhase::Prepared),
                "the decision has a time"
            );
            for hop in &hops {
                let phase = hop.state.phase;
                ensure!(
                    hop.prepared.is_some() || phase == HopPhase::Assigned || phase == HopPhase::Released,
                    "what is prepared has a receipt"
                );
                ensure!(
                    hop.committed.is_some() == (phase == HopPhase::Committed),
                    "what is settled has a receipt"
                );
                ensure!(hop.tried.last() == Some(&hop.operator), "who has it tried it");
            }
            let is_set_aside = T::Units::objections(&id).is_some();
            let should_be = matches!(transfer.cargo, Cargo::Units { .. })
                && progress.phase != TransferPhase::Aborted
                && !Settled::<T>::contains_key(id);
            ensure!(is_set_aside == should_be, "units are set aside until they change hands or are released");
        }
        ensure!(Hops::<T>::iter_keys().count() == all, "no hop without its transfer");
        for id in Settled::<T>::iter_keys() {
            let phase = Transfers::<T>::get(id).map(|transfer| transfer.progress.phase);
            ensure!(phase == Some(TransferPhase::Completed), "only what is completed was handed over");
        }
        Ok(())
    }

    fn work_is_booked_on_who_has_it() -> Result<(), TryRuntimeError> {
        let mut loads = BTreeMap::<T::AccountId, Load>::new();
        let mut open = BTreeMap::<(CorridorId, T::AccountId), u32>::new();
        let mut jobs = 0usize;
        for (id, index, hop) in Hops::<T>::iter() {
            if let Some(prepared) = &hop.prepared {
                let signer = Digest(prepared.by.clone().into());
                let key = (crate::ReferenceKind::Lock, signer, prepared.lock);
                let used = Used::<T>::contains_key(hop.terms.corridor, key);
                ensure!(used, "a lock's reference is used");
            }
            if matches!(hop.state.phase, HopPhase::Committed | HopPhase::Released) {
                ensure!(hop.wake.is_none(), "nothing of it falls due");
                continue;
            }
            jobs = jobs.saturating_add(1);
            ensure!(Jobs::<T>::contains_key(&hop.operator, (id, index)), "who has it finds it");
            let load = loads.entry(hop.operator.clone()).or_default();
            load.exposure = load.exposure.saturating_add(hop.exposure);
            load.hops = load.hops.saturating_add(1);
            let count = open.entry((hop.terms.corridor, hop.operator)).or_default();
            *count = count.saturating_add(1);
        }
        ensure!(Jobs::<T>::iter_keys().count() == jobs, "nobody finds more");
        ensure!(loads.values().all(|load| load.hops <= MAX_JOBS), "nobody has more hops than can be shown");
        let kept: BTreeMap<_, _> = Loads::<T>::iter().collect();
        ensure!(kept == loads, "an exposure is the sum of the values carried, and hops are counted");
        for (corridor, who, operator) in Registry::<T>::iter() {
            let counted = open.remove(&(corridor, who)).unwrap_or(0);
            ensure!(operator.open == counted, "open hops are counted");
        }
        ensure!(open.is_empty(), "who has hops is registered");
        Ok(())
    }

    fn the_agenda_is_what_falls_due() -> Result<(), TryRuntimeError> {
        let mut due = 0usize;
        for (id, transfer) in Transfers::<T>::iter() {
            let is_due = Agenda::<T>::contains_key(AgendaKey::new(transfer.wake, id, None));
            let is_waiting = transfer.progress.phase == TransferPhase::Committing;
            ensure!(is_due != is_waiting, "a transfer is on the agenda unless its hops are");
            due = due.saturating_add(usize::from(is_due));
        }
        for (id, index, hop) in Hops::<T>::iter() {
            let Some(wake) = hop.wake else { continue };
            ensure!(
                Agenda::<T>::contains_key(AgendaKey::new(wake, id, Some(index))),
                "a hop is on the agenda"
            );
            due = due.saturating_add(1);
        }
        ensure!(Agenda::<T>::iter_keys().count() == due, "nothing else is on the agenda");
        Ok(())
    }

    fn what_is_owed_is_there() -> Result<(), TryRuntimeError> {
        let mut sums = BTreeMap::<FeeCurrency, u128>::new();
        let mut add = |currency, amount: u128| {
            let sum = sums.entry(currency).or_default();
            *sum = sum.saturating_add(amount);
        };
        Transfers::<T>::iter_values().for_each(|transfer| add(transfer.currency, transfer.escrow));
        Owed::<T>::iter().for_each(|(_, currency, amount)| add(currency, amount));
        for (currency, sum) in sums {
            ensure!(
                T::Settlement::balance(currency, &T::Escrow::get()) >= sum,
                "the escrow holds what is still to be paid"
            );
        }
        Ok(())
    }
}
