//! Attestations as evidence for whoever asks for some.

use msez_attestation::Status;
use msez_core::Digest;
use msez_traits::{StatementFacts, Statements};

use crate::{Attestations, Config, Pallet};

impl<T: Config> Statements<T::AccountId> for Pallet<T> {
    fn statement(attestation: &Digest) -> Option<StatementFacts<T::AccountId>> {
        let record = Attestations::<T>::get(attestation).filter(|record| record.status == Status::Live)?;
        let statement = record.statement;
        Some(StatementFacts {
            issuer: record.issuer,
            subject: statement.subject,
            jurisdiction: statement.jurisdiction,
            domain: statement.domain,
            state: statement.state,
            issued_at: record.submitted_at,
            expires_at: statement.valid_until,
            evidence: statement.evidence,
        })
    }
}
