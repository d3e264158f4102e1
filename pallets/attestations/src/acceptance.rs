//! Whether a statement is accepted, what accepting it does, and how it ends.

use alloc::vec::Vec;
use msez_attestation::{Limits, NonceWindow, Record, Refusal, RevocationReason, Revoker, Statement, Status};
use msez_core::{ComplianceState, Coordinate, Digest, Moment};
use msez_traits::{AccreditationFault, Accreditations, Jurisdictions, Tensor};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::MutateHold, Footprint, Get, Time},
        BoundedVec,
    },
    sp_runtime::{traits::Convert, DispatchResult},
};

use crate::{
    cell, Agenda, AgendaKey, Attestations, BalanceOf, ByCoordinate, Config, Error, Event, HoldReason, Nonces,
    Pallet, RecordOf, Slot,
};

/// What accepting a statement would do, and why it would be refused.
struct Assessment<T: Config> {
    refusals: Vec<Refusal>,
    window: NonceWindow,
    slots: BoundedVec<Slot<T::AccountId>, T::MaxPerCell>,
    superseded: Vec<(Digest, Digest)>,
}

/// Calls for the runtime API.
impl<T: Config> Pallet<T> {
    /// What windows of time are accepted.
    pub fn limits() -> Limits {
        Limits { lead_time: T::MaxLeadTime::get(), validity: T::MaxValidity::get() }
    }

    /// Every reason why this statement of this issuer would be refused now; empty if none.
    pub fn check(issuer: &T::AccountId, nonce: u64, statement: &Statement) -> Vec<Refusal> {
        Self::assess(issuer, nonce, statement, Self::attestation_id(issuer, nonce, statement), T::Time::now())
            .refusals
    }

    /// An attestation, unless it was removed.
    pub fn attestation(id: &Digest) -> Option<RecordOf<T>> {
        Attestations::<T>::get(id)
    }

    /// The attestations from which a cell is folded, in order of submission.
    pub fn attestations_of(coordinate: &Coordinate) -> Vec<(Digest, RecordOf<T>)> {
        let slots = ByCoordinate::<T>::get(coordinate);
        slots.iter().filter_map(|slot| Some((slot.id, Attestations::<T>::get(slot.id)?))).collect()
    }

    /// Which nonces of an issuer are still good.
    pub fn nonces(issuer: &T::AccountId) -> NonceWindow {
        Nonces::<T>::get(issuer)
    }

    /// What one attestation costs while it is kept: its largest size, with keys, in all maps.
    pub fn deposit() -> BalanceOf<T> {
        use codec::MaxEncodedLen;
        let record = Digest::max_encoded_len().saturating_add(RecordOf::<T>::max_encoded_len());
        let slot = Slot::<T::AccountId>::max_encoded_len();
        let size = record.saturating_add(slot).saturating_add(AgendaKey::max_encoded_len());
        T::DepositPrice::convert(Footprint::from_parts(1, size))
    }
}

impl<T: Config> Pallet<T> {
    fn assess(
        issuer: &T::AccountId,
        nonce: u64,
        statement: &Statement,
        id: Digest,
        now: Moment,
    ) -> Assessment<T> {
        let mut refusals = Vec::new();
        statement.refusals(now, &Self::limits(), |refusal| refusals.push(refusal));
        if !T::Tensor::is_registered(&statement.subject) {
            refusals.push(Refusal::UnknownSubject);
        }
        refusals.extend(Self::standing_refusal(issuer, statement));

        let mut window = Nonces::<T>::get(issuer);
        refusals.extend(window.accept(nonce).err().map(Refusal::from));

        let mut slots = ByCoordinate::<T>::get(statement.coordinate());
        let slot = Slot {
            id,
            issuer: issuer.clone(),
            state: statement.state,
            valid_from: statement.valid_from,
            valid_until: statement.valid_until,
        };
        let superseded = cell::place(&mut slots, slot, now).unwrap_or_else(|cell::Full| {
            refusals.push(Refusal::TooManyAttestations);
            Vec::new()
        });
        Assessment { refusals, window, slots, superseded }
    }

    /// Why the issuer may not state this here, if so.
    fn standing_refusal(issuer: &T::AccountId, statement: &Statement) -> Option<Refusal> {
        let jurisdiction = &statement.jurisdiction;
        if statement.state == ComplianceState::Exempt {
            // The authority's own act: it needs no accreditation, and nobody else's counts.
            return if T::Jurisdictions::index_of(jurisdiction).is_none() {
                Some(Refusal::UnknownJurisdiction)
            } else if !T::Jurisdictions::is_active(jurisdiction) {
                Some(Refusal::JurisdictionSuspended)
            } else if !T::Jurisdictions::is_authority(jurisdiction, issuer) {
                Some(Refusal::NotAuthority)
            } else {
                None
            };
        }
        T::Accreditations::tier(issuer, jurisdiction, statement.domain).err().map(|fault| match fault {
            AccreditationFault::UnknownJurisdiction => Refusal::UnknownJurisdiction,
            AccreditationFault::JurisdictionSuspended => Refusal::JurisdictionSuspended,
            AccreditationFault::NotAccredited => Refusal::NotAccredited,
            AccreditationFault::IssuerSuspended => Refusal::IssuerSuspended,
            AccreditationFault::AccreditationExpired => Refusal::AccreditationExpired,
        })
    }

    /// Accepts the statement, or fails with the first reason against it.
    pub(crate) fn accept(
        issuer: T::AccountId,
        nonce: u64,
        statement: Statement,
        depositor: T::AccountId,
    ) -> DispatchResult {
        let now = T::Time::now();
        let id = Self::attestation_id(&issuer, nonce, &statement);
        let assessment = Self::assess(&issuer, nonce, &statement, id, now);
        if let Some(refusal) = assessment.refusals.first() {
            return Err(Error::<T>::from(*refusal).into());
        }
        // The nonce was good, so the id is new; this keeps it true whatever happens to the nonces.
        ensure!(!Attestations::<T>::contains_key(id), Error::<T>::AlreadyExists);

        let deposit = Self::deposit();
        T::Currency::hold(&HoldReason::Attestation.into(), &depositor, deposit)?;
        Nonces::<T>::insert(&issuer, assessment.window);
        for (older, newer) in assessment.superseded {
            Self::supersede(older, newer, now);
        }
        let due = if statement.has_begun(now) { statement.valid_until } else { Some(statement.valid_from) };
        if let Some(due) = due {
            Agenda::<T>::insert(AgendaKey::new(due, id), ());
        }
        let coordinate = statement.coordinate();
        ByCoordinate::<T>::insert(coordinate, &assessment.slots);
        Attestations::<T>::insert(
            id,
            Record {
                issuer: issuer.clone(),
                statement,
                nonce,
                submitted_at: now,
                status: Status::Live,
                due,
                depositor: depositor.clone(),
                deposit,
            },
        );
        T::Tensor::refold(&coordinate, &cell::contributions(&assessment.slots))?;
        Self::deposit_event(Event::Attested {
            id,
            issuer,
            subject: statement.subject,
            jurisdiction: statement.jurisdiction,
            domain: statement.domain,
            state: statement.state,
            valid_from: statement.valid_from,
            valid_until: statement.valid_until,
            evidence: statement.evidence,
            nonce,
            depositor,
            deposit,
        });
        Ok(())
    }

    /// Revokes a live attestation and lets its cell follow.
    pub(crate) fn do_revoke(
        id: Digest,
        mut record: RecordOf<T>,
        by: Revoker,
        reason: RevocationReason,
    ) -> DispatchResult {
        let now = T::Time::now();
        // Ended by the clock counts, even where the agenda has not come to it.
        let live = record.status == Status::Live && !record.statement.has_expired(now);
        ensure!(live, Error::<T>::NotLive);
        Self::unschedule(&id, &mut record);
        record.status = Status::Revoked { by, at: now, reason };
        let coordinate = record.statement.coordinate();
        Attestations::<T>::insert(id, record);
        Self::vacate(&coordinate, &id)?;
        Self::deposit_event(Event::Revoked { id, by, reason });
        Ok(())
    }

    /// Marks an attestation whose slot a newer one took. One that ran out first stays expired.
    pub(crate) fn supersede(older: Digest, newer: Digest, now: Moment) {
        Attestations::<T>::mutate(older, |entry| {
            let Some(record) = entry.as_mut().filter(|record| record.status == Status::Live) else { return };
            if record.statement.has_expired(now) {
                // The agenda will say so.
                return;
            }
            Self::unschedule(&older, record);
            record.status = Status::Superseded { by: newer, at: now };
            Self::deposit_event(Event::Superseded { id: older, by: newer });
        });
    }

    /// Frees the attestation's slot, if it has one, and folds the cell anew.
    pub(crate) fn vacate(coordinate: &Coordinate, id: &Digest) -> DispatchResult {
        let mut slots = ByCoordinate::<T>::get(coordinate);
        if !slots.iter().any(|slot| slot.id == *id) {
            return Ok(());
        }
        slots.retain(|slot| slot.id != *id);
        Self::put_slots(coordinate, &slots);
        T::Tensor::refold(coordinate, &cell::contributions(&slots))
    }

    pub(crate) fn put_slots(coordinate: &Coordinate, slots: &BoundedVec<Slot<T::AccountId>, T::MaxPerCell>) {
        if slots.is_empty() {
            ByCoordinate::<T>::remove(coordinate);
        } else {
            ByCoordinate::<T>::insert(coordinate, slots);
        }
    }

    /// Takes the attestation off the agenda.
    pub(crate) fn unschedule(id: &Digest, record: &mut RecordOf<T>) {
        if let Some(due) = record.due.take() {
            Agenda::<T>::remove(AgendaKey::new(due, *id));
        }
    }
}
