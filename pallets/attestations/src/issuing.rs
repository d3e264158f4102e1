//! Statements without a signed call: of programs, whose account is accredited like any other issuer's.

use msez_attestation::{Statement, Status};
use msez_core::{ComplianceState, Coordinate, Digest, Moment};
use msez_traits::{Issuing, Jurisdictions, Tensor};
use polkadot_sdk::{
    frame_support::{
        storage::with_storage_layer,
        traits::{Get, Time},
        weights::Weight,
    },
    frame_system,
    sp_runtime::DispatchError,
};

use crate::{Attestations, Config, Nonces, Pallet, WeightInfo};

impl<T: Config> Issuing<T::AccountId> for Pallet<T> {
    fn state(
        issuer: &T::AccountId,
        at: &Coordinate,
        state: ComplianceState,
        validity: Moment,
        evidence: Digest,
    ) -> Result<Digest, DispatchError> {
        let now = T::Time::now();
        let adverse = state == ComplianceState::NonCompliant;
        let statement = Statement {
            subject: at.subject,
            jurisdiction: at.jurisdiction,
            domain: at.domain,
            state,
            valid_from: now,
            valid_until: (!adverse).then(|| now.saturating_add(validity.min(T::MaxValidity::get()))),
            evidence,
        };
        let nonce = Nonces::<T>::get(issuer).next();
        with_storage_layer(|| Self::accept(issuer.clone(), nonce, statement, issuer.clone()))?;
        Ok(Self::attestation_id(issuer, nonce, &statement))
    }

    fn holds(attestation: &Digest) -> bool {
        let now = T::Time::now();
        Attestations::<T>::get(attestation).is_some_and(|record| {
            let statement = &record.statement;
            record.status == Status::Live
                && statement.has_begun(now)
                && !statement.has_expired(now)
                && !Self::is_suspended(&record)
                // As in the tensor: nothing passes where the jurisdiction is not open.
                && T::Jurisdictions::is_active(&statement.jurisdiction)
        })
    }

    fn state_weight() -> Weight {
        T::WeightInfo::attest().saturating_add(T::Tensor::flush_weight())
    }

    fn holds_weight() -> Weight {
        // The record, the jurisdiction, and the issuer's accreditation, which can be suspended.
        <T as frame_system::Config>::DbWeight::get().reads(3)
    }
}
