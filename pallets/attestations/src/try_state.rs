//! What always holds.

use alloc::collections::BTreeMap;
use msez_attestation::Status;
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::InspectHold, Time},
    },
    sp_runtime::{traits::Zero, Saturating, TryRuntimeError},
};

use crate::{Agenda, AgendaKey, Attestations, BalanceOf, ByCoordinate, Config, HoldReason, Nonces, Pallet};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::records_agree_with_slots_agenda_and_nonces()?;
        Self::slots_agree_with_records()?;
        Self::agenda_agrees_with_records()?;
        Self::holds_are_the_sum_of_deposits()
    }

    fn records_agree_with_slots_agenda_and_nonces() -> Result<(), TryRuntimeError> {
        let now = T::Time::now();
        for (id, record) in Attestations::<T>::iter() {
            let statement = &record.statement;
            ensure!(
                id == Self::attestation_id(&record.issuer, record.nonce, statement),
                "the id of a record is the hash of its content"
            );
            ensure!(
                Nonces::<T>::get(&record.issuer).check(record.nonce).is_err(),
                "the nonce of a record is used"
            );
            let slots = ByCoordinate::<T>::get(statement.coordinate());
            let has_slot = slots.iter().any(|slot| slot.id == id);
            match record.status {
                Status::Live => {
                    ensure!(has_slot || statement.has_expired(now), "a live attestation has its slot");
                    ensure!(
                        record.due.is_some() || (statement.is_adverse() && statement.has_begun(now)),
                        "a live attestation is on the agenda until it cannot change any more"
                    );
                }
                Status::Expired { at } => {
                    ensure!(Some(at) == statement.valid_until, "an attestation expires when it said");
                    ensure!(record.due.is_none(), "an expired attestation is off the agenda");
                }
                Status::Revoked { .. } | Status::Superseded { .. } => {
                    ensure!(!has_slot, "a revoked or superseded attestation has no slot");
                    ensure!(record.due.is_none(), "a revoked or superseded attestation is off the agenda");
                }
            }
            if let Some(due) = record.due {
                ensure!(Agenda::<T>::contains_key(AgendaKey::new(due, id)), "what is due is on the agenda");
            }
        }
        Ok(())
    }

    fn slots_agree_with_records() -> Result<(), TryRuntimeError> {
        for (coordinate, slots) in ByCoordinate::<T>::iter() {
            ensure!(!slots.is_empty(), "empty lists are not kept");
            for slot in &slots {
                let record = Attestations::<T>::get(slot.id).ok_or("every slot has a record")?;
                let statement = &record.statement;
                ensure!(
                    record.issuer == slot.issuer
                        && statement.coordinate() == coordinate
                        && statement.state == slot.state
                        && statement.valid_from == slot.valid_from
                        && statement.valid_until == slot.valid_until,
                    "a slot says what its record says"
                );
                let own = slots.iter().filter(|other| other.issuer == slot.issuer);
                ensure!(own.count() <= 2, "an issuer has one statement in force and one lined up");
            }
        }
        Ok(())
    }

    fn agenda_agrees_with_records() -> Result<(), TryRuntimeError> {
        for key in Agenda::<T>::iter_keys() {
            let record = Attestations::<T>::get(key.id()).ok_or("what is on the agenda exists")?;
            ensure!(record.due == Some(key.moment()), "the agenda and the record name the same moment");
        }
        Ok(())
    }

    fn holds_are_the_sum_of_deposits() -> Result<(), TryRuntimeError> {
        let mut sums = BTreeMap::<_, BalanceOf<T>>::new();
        for record in Attestations::<T>::iter_values() {
            let sum = sums.entry(record.depositor).or_insert_with(Zero::zero);
            *sum = sum.saturating_add(record.deposit);
        }
        for (depositor, sum) in sums {
            let held = T::Currency::balance_on_hold(&HoldReason::Attestation.into(), &depositor);
            ensure!(held == sum, "a depositor's hold is the sum of his deposits");
        }
        Ok(())
    }
}
