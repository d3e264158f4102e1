//! What the path asks for, what was brought, and how the asset stands along it.

use alloc::vec::Vec;
use msez_core::{
    ComplianceState, Coordinate, Digest, Domain, DomainSet, JurisdictionId, Moment, SubjectId, Tier,
};
use msez_manifold::{AttestationType, Evidence};
use msez_saga::{Commitment, HeldEvidence};
use msez_traits::{Accreditations, Issuing, Jurisdictions, Passage, Requirements, Statements};
use polkadot_sdk::{
    frame_support::{ensure, traits::Time},
    sp_io::hashing::sha2_256,
};

use crate::{Config, Error, Held, Pallet, PlaceFault, Pledge, Pledges, SagaOf, Unmet};

impl<T: Config> Pallet<T> {
    /// What an issuer states as evidence where its kind will be asked for.
    pub fn kind_digest(kind: AttestationType, document: &Digest) -> Digest {
        msez_saga::kind_digest(kind.code(), document, sha2_256)
    }

    /// Where a pledge on a domain will be found.
    pub(crate) fn coordinate_of(saga: &SagaOf<T>, domain: Domain) -> Coordinate {
        Coordinate { subject: saga.request.asset, jurisdiction: saga.request.target, domain }
    }

    /// A live attestation about the asset, on this kind and document.
    pub(crate) fn check_evidence(
        asset: &SubjectId,
        evidence: &HeldEvidence,
    ) -> Result<AttestationType, Error<T>> {
        let facts = T::Statements::statement(&evidence.attestation).ok_or(Error::EvidenceUnknown)?;
        let kind = kind_of(evidence.kind).ok_or(Error::EvidenceMismatch)?;
        let opened = Self::kind_digest(kind, &evidence.document);
        ensure!(facts.subject == *asset && facts.evidence == opened, Error::EvidenceMismatch);
        Ok(kind)
    }

    /// Whether the issuer can answer for this domain at the destination now.
    pub(crate) fn may_pledge(saga: &SagaOf<T>, issuer: &T::AccountId, domain: Domain) -> bool {
        let target = &saga.request.target;
        let least = T::Jurisdictions::min_issuer_tier(target, &saga.class);
        T::Accreditations::tier(issuer, target, domain)
            .is_ok_and(|tier| least.is_none_or(|least| tier >= least))
    }

    /// Pledges of issuers who could still make them.
    pub(crate) fn standing_pledges(id: &Digest, saga: &SagaOf<T>) -> Vec<Pledge<T::AccountId>> {
        let mut pledges = Pledges::<T>::get(id).into_inner();
        pledges.retain(|pledge| Self::may_pledge(saga, &pledge.issuer, pledge.domain));
        pledges
    }

    /// What counts now, as requirements see it.
    fn counting(id: &Digest, held: &[HeldEvidence], saga: &SagaOf<T>) -> Vec<Evidence<T::AccountId>> {
        let mut counting = Self::counting_attestations(&saga.request.asset, held);
        let target = saga.request.target;
        counting.extend(Self::standing_pledges(id, saga).into_iter().filter_map(|pledge| {
            let issuer_tier = T::Accreditations::tier(&pledge.issuer, &target, pledge.domain).ok()?;
            Some(Evidence {
                attestation_type: pledge.kind,
                domain: pledge.domain,
                state: ComplianceState::Compliant,
                issuer: pledge.issuer,
                issuer_jurisdiction: target,
                issuer_tier,
                issued_at: pledge.made_at,
                expires_at: None,
            })
        }));
        counting
    }

    /// Attestations that count now.
    pub(crate) fn counting_attestations(
        asset: &SubjectId,
        held: &[HeldEvidence],
    ) -> Vec<Evidence<T::AccountId>> {
        let known = held.iter().filter_map(|evidence| {
            let attestation_type = Self::check_evidence(asset, evidence).ok()?;
            if !T::Issuing::holds(&evidence.attestation) {
                return None;
            }
            let facts = T::Statements::statement(&evidence.attestation)?;
            let issuer_tier = match T::Accreditations::tier(&facts.issuer, &facts.jurisdiction, facts.domain)
            {
                Ok(tier) => tier,
                // The authority's own word needs no accreditation.
                Err(_) if T::Jurisdictions::is_authority(&facts.jurisdiction, &facts.issuer) => Tier(u8::MAX),
                Err(_) => return None,
            };
            Some(Evidence {
                attestation_type,
                domain: facts.domain,
                state: facts.state,
                issuer: facts.issuer,
                issuer_jurisdiction: facts.jurisdiction,
                issuer_tier,
                issued_at: facts.issued_at,
                expires_at: facts.expires_at,
            })
        });
        known.collect()
    }

    /// Mandatory requirements of the path that nothing meets.
    pub(crate) fn unmet(id: &Digest, saga: &SagaOf<T>, now: Moment) -> Vec<Unmet> {
        let counting = Self::counting(id, &Held::<T>::get(id), saga);
        let hops = saga.hops.iter().map(|hop| (hop.corridor, hop.to));
        Self::unmet_by(&counting, hops, now)
    }

    /// Of these, what is left open on a path.
    pub(crate) fn unmet_by(
        counting: &[Evidence<T::AccountId>],
        hops: impl Iterator<Item = (msez_core::CorridorId, JurisdictionId)>,
        now: Moment,
    ) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        for (at, (corridor, to)) in hops.enumerate() {
            let hop = u32::try_from(at).unwrap_or(u32::MAX);
            for requirement in T::Requirements::of_hop(&corridor, &to) {
                let fits = |evidence: &&Evidence<T::AccountId>| {
                    evidence.attestation_type == requirement.attestation_type
                        && evidence.domain == requirement.domain
                };
                let is_met =
                    counting.iter().filter(fits).any(|evidence| requirement.is_met_by(evidence, now));
                if requirement.is_mandatory && !is_met {
                    let (kind, domain) = (requirement.attestation_type, requirement.domain);
                    unmet.push(Unmet { hop, kind, domain });
                }
            }
        }
        unmet
    }

    /// How the asset stands at some places until a moment, with what was pledged for the destination: every reason why it
    /// does not pass, and what was found.
    pub(crate) fn survey(
        saga: &SagaOf<T>,
        places: impl IntoIterator<Item = JurisdictionId>,
        until: Moment,
        id: &Digest,
    ) -> (Vec<PlaceFault>, Commitment) {
        let pledged: DomainSet =
            Self::standing_pledges(id, saga).into_iter().map(|pledge| pledge.domain).collect();
        let target = saga.request.target;
        let pledged_at = |place: &JurisdictionId| if *place == target { pledged } else { DomainSet::EMPTY };
        Self::survey_of(&saga.request.asset, places, until, pledged_at)
    }

    pub(crate) fn survey_of(
        asset: &SubjectId,
        places: impl IntoIterator<Item = JurisdictionId>,
        until: Moment,
        pledged_at: impl Fn(&JurisdictionId) -> DomainSet,
    ) -> (Vec<PlaceFault>, Commitment) {
        let mut faults = Vec::new();
        let mut slices = Vec::new();
        for jurisdiction in places {
            let look = T::Compliance::look(asset, &jurisdiction, until, pledged_at(&jurisdiction));
            slices.extend_from_slice(&look.slice.0);
            faults.extend(look.faults.into_iter().map(|fault| PlaceFault { jurisdiction, fault }));
        }
        let commitment = Commitment {
            tensor_root: T::Compliance::tensor_root(),
            slice_root: Digest(sha2_256(&slices)),
            at: T::Time::now(),
        };
        (faults, commitment)
    }

    /// How the asset stands at one place now, by itself.
    pub(crate) fn look_without_pledges(
        saga: &SagaOf<T>,
        place: JurisdictionId,
        now: Moment,
    ) -> (Vec<PlaceFault>, Commitment) {
        Self::survey_of(&saga.request.asset, [place], now, |_| DomainSet::EMPTY)
    }

    /// Where compliance counts under way: at home, at both ends of corridors that ask for it all the way, and for the
    /// decision at the destination.
    pub(crate) fn places_now(saga: &SagaOf<T>, deciding: bool) -> Vec<JurisdictionId> {
        let mut places = alloc::vec![saga.request.source];
        for hop in saga.hops.iter().filter(|hop| hop.check_interval.is_some()) {
            places.extend([hop.from, hop.to]);
        }
        if deciding {
            places.push(saga.request.target);
        }
        let mut seen = Vec::new();
        places.retain(|place| {
            let is_new = !seen.contains(place);
            seen.push(*place);
            is_new
        });
        places
    }

    /// Whether the asset still passes where corridors ask for it all the way.
    pub(crate) fn passes_under_way(saga: &SagaOf<T>) -> bool {
        // Ends with pledges are looked at with them: the saga's id is that of its lock.
        let Some(lock) = saga.lock else { return false };
        Self::survey(saga, Self::places_now(saga, false), T::Time::now(), &lock.lock).0.is_empty()
    }

    /// Whether it does not, at the moment of the decision; notes that it was looked at.
    pub(crate) fn has_lost_compliance(saga: &mut SagaOf<T>, now: Moment) -> bool {
        if saga.check_interval().is_none() {
            return false;
        }
        saga.checked_at = now;
        !Self::passes_under_way(saga)
    }
}

/// The kind of evidence of a code.
pub(crate) fn kind_of(code: u8) -> Option<AttestationType> {
    AttestationType::ALL.iter().copied().find(|kind| kind.code() == code)
}
