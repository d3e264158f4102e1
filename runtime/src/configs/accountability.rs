//! What validators put at risk, and what becomes of it.

use crate::{
    configs::{bounds, governance::GovernanceOrigin},
    constants::{deposit, ACCOUNTABLE_SESSIONS, DAYS, HOURS, SLOT_MILLIS, UNIT},
    network::EpochDuration,
    *,
};
use frame_support::{
    parameter_types,
    traits::{ConstU128, ConstU32, Get},
    PalletId,
};
use msez_traits::{LockClass, Role, TimeLocks};
use pallet_bonds::{Shares, Terms};
use polkadot_sdk::sp_runtime::{traits::AccountIdConversion, Perbill};

use super::money::TreasuryAccount;

/// What each side of a dispute holds.
const CLAIM_BOND: Balance = 100 * UNIT;

parameter_types! {
    /// Keeps settlement currencies and delegated funds that are bonded.
    pub const CustodyId: PalletId = PalletId(*b"msez/bnd");
    /// Keeps what jurors have earned.
    pub const CourtId: PalletId = PalletId(*b"msez/crt");
    /// Keeps what topics can pay and watchers have earned.
    pub EscrowAccount: AccountId = PalletId(*b"msez/wat").into_account_truncating();
    /// The winner's part of the loser's bond; who decided has the rest.
    pub const WinnerShare: Perbill = Perbill::from_percent(50);
    /// What each side pays where there is no verdict.
    pub const NoVerdictFee: Perbill = Perbill::from_percent(5);
    /// What it costs to take a claim back.
    pub const WithdrawalFee: Perbill = Perbill::from_percent(10);
    /// The part of all weight that a verdict needs.
    pub const Turnout: Perbill = Perbill::from_percent(20);
}

/// Accounts of the chain's own that must exist before the first unit is paid into them.
pub fn endowed_accounts() -> [AccountId; 3] {
    [TreasuryAccount::get(), EscrowAccount::get(), CourtId::get().into_account_truncating()]
}

/// The terms of every role.
pub struct BondTerms;
impl Terms<BlockNumber> for BondTerms {
    fn minimum(role: Role) -> Balance {
        match role {
            Role::Validator => bounds::MinimumValidatorBond::get(),
            Role::Watcher => bounds::MinimumWatcherBond::get(),
            Role::Operator => bounds::MinimumOperatorBond::get(),
            // Claims hold a bond of their own (see the disputes).
            Role::Claimant => CLAIM_BOND,
        }
    }

    fn unbonding_delay(role: Role) -> BlockNumber {
        match role {
            // A session longer than evidence of an offence is accepted; a session has at most one block a slot.
            Role::Validator => BlockNumber::try_from(EpochDuration::<Runtime>::get())
                .unwrap_or(BlockNumber::MAX)
                .saturating_mul(ACCOUNTABLE_SESSIONS.saturating_add(1)),
            // As long as every withdrawal waits, in blocks: a chain that stands still takes no evidence.
            Role::Watcher | Role::Operator | Role::Claimant => {
                let slots = Timelock::delay(LockClass::Withdrawal).div_ceil(SLOT_MILLIS);
                BlockNumber::try_from(slots).unwrap_or(BlockNumber::MAX)
            }
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
    type AssetId = super::money::AssetId;
    type Assets = Assets;
    type Rates = AssetRate;
    type AdminOrigin = GovernanceOrigin;
    type PalletId = CustodyId;
    type MaxCurrencies = ConstU32<4>;
    type Terms = BondTerms;
    type Guard = (Validators, Watchers, CorridorBridge);
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

impl pallet_watchers::Config for Runtime {
    type WeightInfo = weights::pallet_watchers::WeightInfo<Runtime>;
    type Audit = AuditTrail;
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Bonds = Bonds;
    type Jurisdictions = Manifold;
    // An epoch old: who makes the blocks of this one has no say any more.
    type Randomness = pallet_babe::RandomnessFromOneEpochAgo<Runtime>;
    type GovernanceOrigin = GovernanceOrigin;
    type Escrow = EscrowAccount;
    type RegistrationDeposit = ConstU128<{ deposit(5, 2_400) }>;
    type KeyDeposit = ConstU128<{ deposit(1, 80) }>;
    type MaxWatchers = ConstU32<256>;
    type MaxTopics = ConstU32<1_024>;
    type MaxPanel = ConstU32<128>;
    type MaxJurisdictions = ConstU32<32>;
    type MaxClasses = ConstU32<16>;
    type MaxPerDuty = ConstU32<32>;
    type MaxKeys = ConstU32<64>;
    type MaxOpen = ConstU32<64>;
    type MinVoices = ConstU32<2>;
    type MinExposure = ConstU128<UNIT>;
    type RefreshInterval = ConstU32<100>;
    // With a topic's window of up to a day no longer than a bond takes to leave.
    type Retention = ConstU32<{ 6 * DAYS }>;
    type SlashWindow = ConstU32<DAYS>;
    type MissesInRow = ConstU32<10>;
    type CollusionSize = ConstU32<3>;
    type MaxDuePerBlock = ConstU32<64>;
}

impl pallet_disputes::Config for Runtime {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Jury = Watchers;
    type Audit = AuditTrail;
    type Treasury = TreasuryAccount;
    type PalletId = CourtId;
    type ClaimBond = ConstU128<CLAIM_BOND>;
    type WinnerShare = WinnerShare;
    type NoVerdictFee = NoVerdictFee;
    type WithdrawalFee = WithdrawalFee;
    type Turnout = Turnout;
    type ChallengeWindow = ConstU32<{ 7 * DAYS }>;
    type ArbiterWindow = ConstU32<{ 7 * DAYS }>;
    type CommitWindow = ConstU32<{ 3 * DAYS }>;
    type RevealWindow = ConstU32<{ 2 * DAYS }>;
    type RefileWindow = ConstU32<{ 12 * HOURS }>;
    type RewardWindow = ConstU32<{ 90 * DAYS }>;
    type MaxOpenClaims = ConstU32<16>;
    type MaxJurors = ConstU32<128>;
    type MaxDuePerBlock = ConstU32<8>;
    type WeightInfo = weights::pallet_disputes::WeightInfo<Runtime>;
}
