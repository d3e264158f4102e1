//! Corridors: agreement, suspension, closing, and whether one takes a transfer.

use alloc::vec::Vec;
use codec::Encode;
use msez_core::{AssetClass, CorridorId, Digest, JurisdictionId, Usd};
use msez_manifold::{CorridorDefinition, CorridorRefusal, CorridorSuspension, CorridorTerms, Direction};
use msez_traits::Jurisdictions as _;
use polkadot_sdk::{
    frame_support::{ensure, traits::Get},
    sp_io::hashing::blake2_256,
    sp_runtime::DispatchError,
};

use crate::{
    access::Voice, Config, CorridorEnds, CorridorRecord, CorridorRecordOf, Corridors, EntryCounts, Error,
    HoldReason, Pallet, Profiles, ProposalRecord, Proposals, Side, TermsRecord,
};

impl<T: Config> Pallet<T> {
    /// What an accepting side signs: BLAKE2-256 over the SCALE encoding of (source, target, terms).
    pub fn terms_digest(
        source: &JurisdictionId,
        target: &JurisdictionId,
        terms: &TermsRecord<T::AccountId>,
    ) -> Digest {
        Digest(blake2_256(&(source, target, terms).encode()))
    }

    /// Registers a corridor that needs no further consent, without a deposit.
    pub(crate) fn insert_agreed_corridor(
        definition: &CorridorDefinition<T::AccountId>,
    ) -> Result<CorridorId, DispatchError> {
        let (id, terms) = Self::checked(definition)?;
        ensure!(!Corridors::<T>::contains_key(id), Error::<T>::CorridorAlreadyExists);
        ensure!(!Proposals::<T>::contains_key(id), Error::<T>::ProposalAlreadyExists);
        let CorridorDefinition { source, target, .. } = *definition;
        for place in [source, target] {
            ensure!(!Self::jurisdiction_ever(&place)?.is_retired, Error::<T>::RetiredJurisdiction);
        }
        Self::ensure_classes_admitted(&source, &target, &terms)?;
        Self::insert_corridor(
            id,
            CorridorRecord {
                source,
                target,
                terms,
                suspension: CorridorSuspension::default(),
                deposit: None,
            },
        )?;
        Ok(id)
    }

    /// Keeps the terms that one side proposes until the other accepts.
    pub(crate) fn propose_terms(
        who: T::AccountId,
        definition: &CorridorDefinition<T::AccountId>,
    ) -> Result<(CorridorId, Side, Digest), DispatchError> {
        let (id, terms) = Self::checked(definition)?;
        let CorridorDefinition { source, target, .. } = *definition;
        let proposer = Self::open_side(&who, &source, &target)?;
        if let Some(standing) = Corridors::<T>::get(id) {
            ensure!((standing.source, standing.target) == (source, target), Error::<T>::EndpointsDiffer);
        }
        if let Some(earlier) = Proposals::<T>::take(id) {
            ensure!((earlier.source, earlier.target) == (source, target), Error::<T>::EndpointsDiffer);
            Self::return_deposit(HoldReason::Corridor, earlier.deposit)?;
        }
        Self::ensure_classes_admitted(&source, &target, &terms)?;
        let digest = Self::terms_digest(&source, &target, &terms);
        let deposit = Self::take_deposit(HoldReason::Corridor, who, Self::corridor_deposit(&terms))?;
        Proposals::<T>::insert(id, ProposalRecord { source, target, proposer, terms, deposit });
        Ok((id, proposer, digest))
    }

    /// Puts the proposed terms in force and gives them back; true where they replace those of a standing corridor.
    pub(crate) fn accept_terms(
        who: T::AccountId,
        id: CorridorId,
        accepted: Digest,
    ) -> Result<(bool, CorridorTerms<T::AccountId>), DispatchError> {
        let proposal = Proposals::<T>::get(id).ok_or(Error::<T>::ProposalNotFound)?;
        let ProposalRecord { source, target, proposer, terms, deposit } = proposal;
        let accepting = match proposer {
            Side::Source => &target,
            Side::Target => &source,
        };
        Self::jurisdiction_of_authority_ever(&who, accepting)?;
        for place in [&source, &target] {
            Self::ensure_open(place)?;
        }
        ensure!(Self::terms_digest(&source, &target, &terms) == accepted, Error::<T>::TermsDiffer);
        Self::ensure_classes_admitted(&source, &target, &terms)?;

        Proposals::<T>::remove(id);
        let (deposit, agreed) = (Some(deposit), CorridorTerms::from(terms.clone()));
        match Corridors::<T>::get(id) {
            Some(standing) => {
                if let Some(earlier) = standing.deposit {
                    Self::return_deposit(HoldReason::Corridor, earlier)?;
                }
                let suspension = standing.suspension;
                Corridors::<T>::insert(id, CorridorRecord { source, target, terms, suspension, deposit });
                Ok((true, agreed))
            }
            None => {
                let suspension = CorridorSuspension::default();
                Self::insert_corridor(id, CorridorRecord { source, target, terms, suspension, deposit })?;
                Ok((false, agreed))
            }
        }
    }

    /// Drops proposed terms.
    pub(crate) fn withdraw_terms(voice: Voice<T::AccountId>, id: CorridorId) -> Result<(), DispatchError> {
        let proposal = Proposals::<T>::get(id).ok_or(Error::<T>::ProposalNotFound)?;
        if let Voice::Account(who) = &voice {
            let speaks = [proposal.source, proposal.target].iter().any(|place| Self::speaks_for(who, place));
            ensure!(speaks, Error::<T>::NotAuthorized);
        }
        Proposals::<T>::remove(id);
        Self::return_deposit(HoldReason::Corridor, proposal.deposit)
    }

    /// Sets every flag that the caller speaks for.
    pub(crate) fn suspend_passage(
        voice: Voice<T::AccountId>,
        id: CorridorId,
    ) -> Result<CorridorSuspension, Error<T>> {
        let mut record = Corridors::<T>::get(id).ok_or(Error::CorridorNotFound)?;
        let own = Self::own_flags(&voice, &record)?;
        let before = record.suspension;
        record.suspension = CorridorSuspension {
            by_governance: before.by_governance || own.by_governance,
            by_source: before.by_source || own.by_source,
            by_target: before.by_target || own.by_target,
        };
        ensure!(record.suspension != before, Error::AlreadySuspended);
        let after = record.suspension;
        Corridors::<T>::insert(id, record);
        Ok(after)
    }

    /// Clears every flag that the caller speaks for. A side whose jurisdiction is suspended cannot.
    pub(crate) fn reinstate_passage(
        voice: Voice<T::AccountId>,
        id: CorridorId,
    ) -> Result<CorridorSuspension, Error<T>> {
        let mut record = Corridors::<T>::get(id).ok_or(Error::CorridorNotFound)?;
        let own = Self::own_flags(&voice, &record)?;
        for (speaks, place) in [(own.by_source, record.source), (own.by_target, record.target)] {
            if speaks {
                Self::ensure_open(&place)?;
            }
        }
        let before = record.suspension;
        record.suspension = CorridorSuspension {
            by_governance: before.by_governance && !own.by_governance,
            by_source: before.by_source && !own.by_source,
            by_target: before.by_target && !own.by_target,
        };
        ensure!(record.suspension != before, Error::NotSuspended);
        let after = record.suspension;
        Corridors::<T>::insert(id, record);
        Ok(after)
    }

    /// Removes a corridor and what was proposed for it.
    pub(crate) fn remove_corridor(voice: Voice<T::AccountId>, id: CorridorId) -> Result<(), DispatchError> {
        let record = Corridors::<T>::get(id).ok_or(Error::<T>::CorridorNotFound)?;
        Self::own_flags(&voice, &record)?;
        Corridors::<T>::remove(id);
        for place in [record.source, record.target] {
            CorridorEnds::<T>::remove(place, id);
            EntryCounts::<T>::mutate(place, |counts| counts.corridors = counts.corridors.saturating_sub(1));
        }
        if let Some(deposit) = record.deposit {
            Self::return_deposit(HoldReason::Corridor, deposit)?;
        }
        if let Some(proposal) = Proposals::<T>::take(id) {
            Self::return_deposit(HoldReason::Corridor, proposal.deposit)?;
        }
        Ok(())
    }

    /// Every reason why a corridor does not take this value of this class from a jurisdiction now; none where it does.
    pub fn corridor_refusals(
        id: &CorridorId,
        direction: Direction,
        class: &AssetClass,
        value: Usd,
    ) -> Vec<CorridorRefusal> {
        let Some(record) = Corridors::<T>::get(id) else { return [CorridorRefusal::UnknownCorridor].into() };
        let CorridorRecord { source, target, terms, suspension, .. } = record;
        let mut reasons: Vec<_> = [
            (suspension.is_suspended(), CorridorRefusal::Suspended),
            (!Self::is_active(&source), CorridorRefusal::SourceNotActive),
            (!Self::is_active(&target), CorridorRefusal::TargetNotActive),
            (!Profiles::<T>::contains_key(source, class), CorridorRefusal::ClassNotAdmittedInSource),
            (!Profiles::<T>::contains_key(target, class), CorridorRefusal::ClassNotAdmittedInTarget),
        ]
        .into_iter()
        .filter_map(|(fails, reason)| fails.then_some(reason))
        .collect();
        reasons.extend(CorridorTerms::from(terms).refusals(class, value, direction));
        reasons
    }

    /// A well-formed definition in its stored form.
    fn checked(
        definition: &CorridorDefinition<T::AccountId>,
    ) -> Result<(CorridorId, TermsRecord<T::AccountId>), Error<T>> {
        let id = definition.validate()?;
        Ok((id, definition.terms.clone().try_into()?))
    }

    /// Writes a new corridor and its ends.
    fn insert_corridor(id: CorridorId, record: CorridorRecordOf<T>) -> Result<(), DispatchError> {
        for place in [record.source, record.target] {
            EntryCounts::<T>::try_mutate(place, |counts| {
                ensure!(counts.corridors < T::MaxCorridors::get(), Error::<T>::TooManyCorridors);
                counts.corridors = counts.corridors.saturating_add(1);
                Ok::<_, DispatchError>(())
            })?;
            CorridorEnds::<T>::insert(place, id, ());
        }
        Corridors::<T>::insert(id, record);
        Ok(())
    }

    /// The side that an account speaks for, where both sides are open. The source where it speaks for both.
    fn open_side(
        who: &T::AccountId,
        source: &JurisdictionId,
        target: &JurisdictionId,
    ) -> Result<Side, Error<T>> {
        let is_source = Self::jurisdiction_ever(source)?.authority == *who;
        let is_target = Self::jurisdiction_ever(target)?.authority == *who;
        ensure!(is_source || is_target, Error::NotAuthorized);
        for place in [source, target] {
            Self::ensure_open(place)?;
        }
        Ok(if is_source { Side::Source } else { Side::Target })
    }

    /// Neither suspended nor retired. It may be waiting for its activation.
    fn ensure_open(id: &JurisdictionId) -> Result<(), Error<T>> {
        let record = Self::jurisdiction_ever(id)?;
        ensure!(!record.is_retired, Error::RetiredJurisdiction);
        ensure!(!record.suspension.is_suspended(), Error::SuspendedJurisdiction);
        Ok(())
    }

    fn ensure_classes_admitted(
        source: &JurisdictionId,
        target: &JurisdictionId,
        terms: &TermsRecord<T::AccountId>,
    ) -> Result<(), Error<T>> {
        let admitted =
            |class| Profiles::<T>::contains_key(source, class) && Profiles::<T>::contains_key(target, class);
        ensure!(terms.supported_asset_classes.iter().all(admitted), Error::ClassNotAdmitted);
        Ok(())
    }

    /// The flags of a corridor that are the caller's to set and to clear; one at least.
    fn own_flags(
        voice: &Voice<T::AccountId>,
        record: &CorridorRecordOf<T>,
    ) -> Result<CorridorSuspension, Error<T>> {
        let own = match voice {
            Voice::Governance => CorridorSuspension { by_governance: true, ..Default::default() },
            Voice::Account(who) => CorridorSuspension {
                by_governance: false,
                by_source: Self::speaks_for(who, &record.source),
                by_target: Self::speaks_for(who, &record.target),
            },
        };
        ensure!(own.is_suspended(), Error::NotAuthorized);
        Ok(own)
    }
}
