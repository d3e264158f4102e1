//! What validators put at risk, and what becomes of it.

use crate::{
    configs::{bounds, governance::GovernanceOrigin},
    constants::{ACCOUNTABLE_SESSIONS, DAYS},
    network::EpochDuration,
    *,
};
use frame_support::traits::{ConstU32, Get};
use msez_traits::Role;
use pallet_bonds::{Shares, Terms};
use polkadot_sdk::sp_runtime::Perbill;

use super::money::TreasuryAccount;

/// The terms of every role. Only validators are bonded so far; the others have their pallets' terms until those come.
pub struct BondTerms;
impl Terms<BlockNumber> for BondTerms {
    fn minimum(role: Role) -> Balance {
        match role {
            Role::Validator => bounds::MinimumValidatorBond::get(),
            Role::Watcher | Role::Operator | Role::Claimant => constants::UNIT,
        }
    }

    fn unbonding_delay(role: Role) -> BlockNumber {
        match role {
            // A session longer than evidence of an offence is accepted; a session has at most one block a slot.
            Role::Validator => BlockNumber::try_from(EpochDuration::<Runtime>::get())
                .unwrap_or(BlockNumber::MAX)
                .saturating_mul(ACCOUNTABLE_SESSIONS.saturating_add(1)),
            Role::Watcher | Role::Operator | Role::Claimant => 7 * DAYS,
        }
    }

    fn shares(_role: Role) -> Shares {
        Shares { reporters: bounds::ReporterShare::get(), harmed: Perbill::zero() }
    }
}

/// Stands beside the head of the audit trail.
pub struct TensorCommitment;
impl Get<msez_core::Digest> for TensorCommitment {
    fn get() -> msez_core::Digest {
        msez_core::Digest(ComplianceTensor::commitment().0)
    }
}

impl pallet_audit_trail::Config for Runtime {
    type Companion = TensorCommitment;
    type MaxNotes = ConstU32<16_384>;
    type HeadsKept = ConstU32<DAYS>;
    type WeightInfo = weights::pallet_audit_trail::WeightInfo<Runtime>;
}

impl pallet_bonds::Config for Runtime {
    type Audit = AuditTrail;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Terms = BondTerms;
    type Guard = Validators;
    type Treasury = TreasuryAccount;
    type UnbondingStep = ConstU32<DAYS>;
    type MaxUnbonding = ConstU32<16>;
    type WeightInfo = weights::pallet_bonds::WeightInfo<Runtime>;
}

impl pallet_validators::Config for Runtime {
    type Audit = AuditTrail;
    type AdmissionOrigin = GovernanceOrigin;
    type Bonds = Bonds;
    type MaxAdmitted = ConstU32<200>;
    type MaxValidators = super::consensus::MaxAuthorities;
    type MinValidators = bounds::MinimumValidators;
    type MinSlash = bounds::MinimumSlash;
    type AccountableSessions = ConstU32<ACCOUNTABLE_SESSIONS>;
    type WeightInfo = weights::pallet_validators::WeightInfo<Runtime>;
}
