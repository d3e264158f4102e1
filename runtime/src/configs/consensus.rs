//! BABE, GRANDPA, BEEFY, MMR and the sessions that bind them.

use crate::{constants::ACCOUNTABLE_SESSIONS, network::EpochDuration, *};
use frame_support::{
    parameter_types,
    traits::{ConstU128, ConstU32, ConstU64, Get, KeyOwnerProofSystem},
};
use frame_system::offchain::CreateBare;
use polkadot_sdk::{
    pallet_session::{disabling::UpToLimitDisablingStrategy, historical},
    sp_consensus_beefy::{ecdsa_crypto::AuthorityId as BeefyId, mmr::MmrLeafVersion},
    sp_core::crypto::KeyTypeId,
    sp_runtime::traits::{Keccak256, OpaqueKeys},
    sp_session::MembershipProof,
};

/// BABE's configuration at genesis: a quarter of the slots has a primary author, each has a secondary one.
pub const BABE_GENESIS_EPOCH_CONFIG: sp_consensus_babe::BabeEpochConfiguration =
    sp_consensus_babe::BabeEpochConfiguration {
        c: (1, 4),
        allowed_slots: sp_consensus_babe::AllowedSlots::PrimaryAndSecondaryVRFSlots,
    };

/// Proof that a key belonged to a validator in a session.
pub type KeyOwnerProof = MembershipProof;

/// Evidence is accepted for as many blocks as a leaving bond stays slashable.
pub struct ReportLongevity;
impl Get<u64> for ReportLongevity {
    fn get() -> u64 {
        EpochDuration::<Runtime>::get().saturating_mul(u64::from(ACCOUNTABLE_SESSIONS))
    }
}

/// What a report of an equivocation costs.
type ReportWeights = evidence::ReportWeights<weights::evidence::WeightInfo<Runtime>>;

/// Validators that the protocols can hold.
pub type MaxAuthorities = ConstU32<{ constants::MAX_AUTHORITIES }>;

impl pallet_babe::Config for Runtime {
    type EpochDuration = EpochDuration<Runtime>;
    type ExpectedBlockTime = ConstU64<{ constants::SLOT_MILLIS }>;
    type EpochChangeTrigger = pallet_babe::ExternalTrigger;
    type DisabledValidators = Session;
    type WeightInfo = ReportWeights;
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = ConstU32<0>;
    type KeyOwnerProof = KeyOwnerProof;
    type EquivocationReportSystem =
        pallet_babe::EquivocationReportSystem<Self, Validators, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ReportWeights;
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = ConstU64<{ ACCOUNTABLE_SESSIONS as u64 }>;
    type KeyOwnerProof = KeyOwnerProof;
    type EquivocationReportSystem =
        pallet_grandpa::EquivocationReportSystem<Self, Validators, Historical, ReportLongevity>;
}

impl pallet_beefy::Config for Runtime {
    type BeefyId = BeefyId;
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = ConstU64<{ ACCOUNTABLE_SESSIONS as u64 }>;
    type OnNewValidatorSet = BeefyMmr;
    type AncestryHelper = BeefyMmr;
    type WeightInfo = ReportWeights;
    type KeyOwnerProof = KeyOwnerProof;
    type EquivocationReportSystem =
        pallet_beefy::EquivocationReportSystem<Self, Validators, Historical, ReportLongevity>;
}

impl pallet_mmr::Config for Runtime {
    const INDEXING_PREFIX: &'static [u8] = sp_mmr_primitives::INDEXING_PREFIX;
    type Hashing = Keccak256;
    type LeafData = BeefyMmr;
    type OnNewRoot = pallet_beefy_mmr::DepositBeefyDigest<Runtime>;
    type BlockHashProvider = pallet_mmr::DefaultBlockHashProvider<Runtime>;
    type WeightInfo = weights::pallet_mmr::WeightInfo<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

parameter_types! {
    /// Major and minor version of the leaf's format.
    pub LeafVersion: MmrLeafVersion = MmrLeafVersion::new(0, 0);
}

/// Each leaf carries 32 bytes of ours: the commitment to the audit trail and to the tensor after the block that the leaf
/// names.
pub struct AuditWord;
impl sp_consensus_beefy::mmr::BeefyDataProvider<Hash> for AuditWord {
    fn extra_data() -> Hash {
        AuditTrail::word().0.into()
    }
}

impl pallet_beefy_mmr::Config for Runtime {
    type LeafVersion = LeafVersion;
    type BeefyAuthorityToMerkleLeaf = pallet_beefy_mmr::BeefyEcdsaToEthereum;
    // 32 bytes, as Ethereum clients of BEEFY expect.
    type LeafExtra = Hash;
    type BeefyDataProvider = AuditWord;
    type WeightInfo = weights::pallet_beefy_mmr::WeightInfo<Runtime>;
}

impl pallet_session::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = AccountId;
    // Nobody registers other keys while his present ones are in use: evidence must stay provable.
    type ValidatorIdOf = pallet_validators::ValidatorIdOf<Runtime>;
    type ShouldEndSession = Babe;
    type NextSessionRotation = Babe;
    type SessionManager = historical::NoteHistoricalRoot<Self, Validators>;
    type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
    type Keys = SessionKeys;
    type DisablingStrategy = UpToLimitDisablingStrategy;
    type WeightInfo = weights::pallet_session::WeightInfo<Runtime>;
    type Currency = Balances;
    type KeyDeposit = ConstU128<{ constants::deposit(4, 200) }>;
}

impl historical::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = pallet_validators::UnitIdentificationOf<Runtime>;
}

impl pallet_authorship::Config for Runtime {
    type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
    type EventHandler = ();
}

impl pallet_offences::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type IdentificationTuple = historical::IdentificationTuple<Self>;
    type OnOffenceHandler = Validators;
}

impl<LocalCall> CreateBare<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
        UncheckedExtrinsic::new_bare(call)
    }
}

/// Proof that a key of the running session, or of the one before, belongs to its validator.
pub(crate) fn prove_ownership<Id: codec::Encode>(key_type: KeyTypeId, id: &Id) -> Option<Vec<u8>> {
    use codec::Encode;
    Historical::prove((key_type, id.encode())).map(|proof| proof.encode())
}
