//! Whether a statement is accepted, what accepting it does, and how it ends.

use alloc::vec::Vec;
use codec::MaxEncodedLen;
use msez_attestation::{Limits, NonceWindow, Record, Refusal, RevocationReason, Revoker, Statement, Status};
use msez_core::{AssetClass, ComplianceState, Coordinate, Digest, Moment};
use msez_traits::{largest_entry, AccreditationFault, Accreditations, Jurisdictions, Tensor, Urgency};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::MutateHold, tokens::Precision, Footprint, Get, Time},
        BoundedVec,
    },
    sp_runtime::{
        traits::{Convert, Zero},
        DispatchError, DispatchResult, SaturatedConversion, Saturating,
    },
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
    displaced: Option<Digest>,
}

/// The same fact as a reason to refuse a statement.
fn refusal_of(fault: AccreditationFault) -> Refusal {
    match fault {
        AccreditationFault::UnknownJurisdiction => Refusal::UnknownJurisdiction,
        AccreditationFault::JurisdictionSuspended => Refusal::JurisdictionSuspended,
        AccreditationFault::JurisdictionRetired => Refusal::JurisdictionRetired,
        AccreditationFault::JurisdictionNotYetActive => Refusal::JurisdictionNotYetActive,
        AccreditationFault::NotAccredited => Refusal::NotAccredited,
        AccreditationFault::IssuerSuspended => Refusal::IssuerSuspended,
        AccreditationFault::AccreditationExpired => Refusal::AccreditationExpired,
    }
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

    /// What one attestation costs while it is kept: three entries (its record, its slot alone in a cell, its place on
    /// the agenda) at their largest, each with its own part of the key.
    pub fn deposit() -> BalanceOf<T> {
        let slot: u32 = Slot::<T::AccountId>::max_encoded_len().saturated_into();
        let others = slot.saturating_mul(T::MaxPerCell::get().saturating_sub(1));
        Self::price([
            largest_entry::<Attestations<T>>(),
            largest_entry::<ByCoordinate<T>>().saturating_sub(others),
            largest_entry::<Agenda<T>>(),
        ])
    }

    /// What opening a cell costs: everything that the tensor keeps of it for good.
    pub fn cell_deposit() -> BalanceOf<T> {
        Self::price(T::Tensor::cell_entries())
    }

    /// What an issuer's window of nonces costs: its entry, which is kept for good.
    pub fn nonces_deposit() -> BalanceOf<T> {
        Self::price([largest_entry::<Nonces<T>>()])
    }
}

impl<T: Config> Pallet<T> {
    /// The deposit for entries of these sizes in bytes.
    fn price(entries: impl IntoIterator<Item = u32>) -> BalanceOf<T> {
        entries
            .into_iter()
            .map(|bytes| T::DepositPrice::convert(Footprint { count: 1, size: bytes.into() }))
            .fold(Zero::zero(), |sum: BalanceOf<T>, price| sum.saturating_add(price))
    }

    /// Holds, for good, what the first statement on a coordinate adds to the tensor.
    fn hold_for_cell(coordinate: &Coordinate, payer: &T::AccountId) -> DispatchResult {
        // A statement that is lined up was paid for, though its cell is still to come.
        if ByCoordinate::<T>::contains_key(coordinate) || T::Tensor::has_cell(coordinate) {
            return Ok(());
        }
        T::Currency::hold(&HoldReason::Cell.into(), payer, Self::cell_deposit())
    }

    /// Holds, for good, what an issuer's window of nonces takes, where he has none yet.
    pub(crate) fn hold_for_nonces(issuer: &T::AccountId, payer: &T::AccountId) -> DispatchResult {
        if Nonces::<T>::contains_key(issuer) {
            return Ok(());
        }
        T::Currency::hold(&HoldReason::Nonces.into(), payer, Self::nonces_deposit())
    }

    fn assess(
        issuer: &T::AccountId,
        nonce: u64,
        statement: &Statement,
        id: Digest,
        now: Moment,
    ) -> Assessment<T> {
        let mut refusals = Vec::new();
        statement.refusals(now, &Self::limits(), |refusal| refusals.push(refusal));
        let class = T::Tensor::class_of(&statement.subject);
        if class.is_none() {
            refusals.push(Refusal::UnknownSubject);
        }
        refusals.extend(Self::standing_refusal(issuer, statement, class));

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
        let mut displaced = None;
        let superseded = cell::place(&mut slots, slot.clone(), now).or_else(|full| {
            displaced = Some(cell::displace(&mut slots, slot.state, now).ok_or(full)?);
            cell::place(&mut slots, slot, now)
        });
        let superseded = superseded.unwrap_or_else(|cell::Full| {
            refusals.push(Refusal::TooManyAttestations);
            Vec::new()
        });
        Assessment { refusals, window, slots, superseded, displaced }
    }

    /// Why the issuer may not state this here, if so.
    fn standing_refusal(
        issuer: &T::AccountId,
        statement: &Statement,
        class: Option<AssetClass>,
    ) -> Option<Refusal> {
        let jurisdiction = &statement.jurisdiction;
        if statement.state == ComplianceState::Exempt {
            // The authority's own act: it needs no accreditation, and nobody else's counts.
            let fault = T::Jurisdictions::fault_of(jurisdiction).map(refusal_of);
            let is_authority = T::Jurisdictions::is_authority(jurisdiction, issuer);
            return fault.or((!is_authority).then_some(Refusal::NotAuthority));
        }
        match T::Accreditations::tier(issuer, jurisdiction, statement.domain) {
            Ok(tier) => {
                let minimum = class.and_then(|class| T::Jurisdictions::min_issuer_tier(jurisdiction, &class));
                minimum.is_some_and(|minimum| tier < minimum).then_some(Refusal::TierTooLow)
            }
            Err(fault) => Some(refusal_of(fault)),
        }
    }

    /// Whether the issuer is suspended where he attested. His key may be in other hands: he takes nothing back then.
    pub(crate) fn is_suspended(record: &RecordOf<T>) -> bool {
        let Statement { jurisdiction, domain, .. } = &record.statement;
        T::Accreditations::is_suspended(&record.issuer, jurisdiction, *domain)
    }

    /// Accepts the statement, or fails with the first reason against it. Tells whether the flush has a cell more to do.
    pub(crate) fn accept(
        issuer: T::AccountId,
        nonce: u64,
        statement: Statement,
        depositor: T::AccountId,
    ) -> Result<bool, DispatchError> {
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
        let coordinate = statement.coordinate();
        Self::hold_for_cell(&coordinate, &depositor)?;
        Self::hold_for_nonces(&issuer, &depositor)?;
        Nonces::<T>::insert(&issuer, assessment.window);
        for (older, newer) in assessment.superseded {
            Self::supersede(older, newer, now);
        }
        if let Some(displaced) = assessment.displaced {
            Self::give_way(displaced, id)?;
        }
        let due = if statement.has_begun(now) { statement.valid_until } else { Some(statement.valid_from) };
        if let Some(due) = due {
            Agenda::<T>::insert(AgendaKey::new(due, id), ());
        }
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
        // What does not pass must not wait for room behind what does.
        let urgency = if statement.state.passes() { Urgency::Routine } else { Urgency::Urgent };
        let changed = T::Tensor::refold(&coordinate, &cell::contributions(&assessment.slots), urgency)?;
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
        Ok(changed)
    }

    /// Revokes a live attestation and lets its cell follow. Tells whether the flush has a cell more to do.
    pub(crate) fn do_revoke(
        id: Digest,
        mut record: RecordOf<T>,
        by: Revoker,
        reason: RevocationReason,
    ) -> Result<bool, DispatchError> {
        let now = T::Time::now();
        // Ended by the clock counts, even where the agenda has not come to it.
        let live = record.status == Status::Live && !record.statement.has_expired(now);
        ensure!(live, Error::<T>::NotLive);
        Self::unschedule(&id, &mut record);
        record.status = Status::Revoked { by, at: now, reason };
        let coordinate = record.statement.coordinate();
        Attestations::<T>::insert(id, record);
        let changed = Self::vacate(&coordinate, &id, Urgency::Urgent)?;
        Self::deposit_event(Event::Revoked { id, by, reason });
        Ok(changed)
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

    /// Removes an attestation that gave way to a finding that does not pass, and returns its deposit.
    fn give_way(id: Digest, by: Digest) -> DispatchResult {
        let Some(mut record) = Attestations::<T>::take(id) else { return Ok(()) };
        Self::unschedule(&id, &mut record);
        let Record { depositor, deposit, .. } = record;
        // As much as there is: nothing that is wrong with a hold may keep the finding out.
        T::Currency::release(&HoldReason::Attestation.into(), &depositor, deposit, Precision::BestEffort)?;
        Self::deposit_event(Event::Displaced { id, by, depositor, deposit });
        Ok(())
    }

    /// Frees the attestation's slot, if it has one, and folds the cell anew. Tells whether the flush has a cell more to
    /// do.
    pub(crate) fn vacate(
        coordinate: &Coordinate,
        id: &Digest,
        urgency: Urgency,
    ) -> Result<bool, DispatchError> {
        let mut slots = ByCoordinate::<T>::get(coordinate);
        if !slots.iter().any(|slot| slot.id == *id) {
            return Ok(false);
        }
        slots.retain(|slot| slot.id != *id);
        Self::put_slots(coordinate, &slots);
        T::Tensor::refold(coordinate, &cell::contributions(&slots), urgency)
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
