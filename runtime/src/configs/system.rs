//! Blocks, calls and time.

use crate::{constants::SLOT_MILLIS, *};
use frame_support::{
    derive_impl, parameter_types,
    traits::{ConstU16, ConstU64, Contains, InsideBoth},
    weights::{
        constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_SECOND},
        Weight,
    },
};
use frame_system::limits::{BlockLength, BlockWeights};
use polkadot_sdk::{
    frame_support::dispatch::DispatchClass,
    sp_runtime::{traits::AccountIdLookup, Perbill},
};

/// Share of a block that transactions of the normal class may fill; the rest is kept for operational ones.
const NORMAL_RATIO: Perbill = Perbill::from_percent(75);

parameter_types! {
    /// Hashes of this many blocks can be asked for; also the longest life of a mortal transaction.
    pub const BlockHashCount: BlockNumber = 4_096;
    /// The runtime's version.
    pub const Version: RuntimeVersion = VERSION;
    /// One second of computation in a slot of three.
    pub RuntimeBlockWeights: BlockWeights = BlockWeights::with_sensible_defaults(
        Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND, u64::MAX),
        NORMAL_RATIO,
    );
    /// 5 MiB a block.
    pub RuntimeBlockLength: BlockLength = BlockLength::builder()
        .max_length(5 * 1024 * 1024)
        .modify_max_length_for_class(DispatchClass::Normal, |max| *max = NORMAL_RATIO * *max)
        .build();
}

/// `Session::purge_keys` would make evidence against its caller unprovable; `Validators::purge_keys` knows when it may.
pub struct KeysStay;
impl Contains<RuntimeCall> for KeysStay {
    fn contains(call: &RuntimeCall) -> bool {
        !matches!(call, RuntimeCall::Session(pallet_session::Call::purge_keys { .. }))
    }
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    // A rule, and three switches that can stop calls: one for the whole chain, one by pallet, one by call.
    type BaseCallFilter = InsideBoth<KeysStay, InsideBoth<SafeMode, InsideBoth<OperatingMode, TxPause>>>;
    type Block = Block;
    type BlockWeights = RuntimeBlockWeights;
    type BlockLength = RuntimeBlockLength;
    type AccountId = AccountId;
    type Lookup = AccountIdLookup<AccountId, ()>;
    type Nonce = Nonce;
    type Hash = Hash;
    type BlockHashCount = BlockHashCount;
    type DbWeight = ParityDbWeight;
    type Version = Version;
    type AccountData = pallet_balances::AccountData<Balance>;
    type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
    type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
    type SS58Prefix = ConstU16<42>;
    type MaxConsumers = frame_support::traits::ConstU32<16>;
}

impl pallet_timestamp::Config for Runtime {
    type Moment = u64;
    type OnTimestampSet = Babe;
    // BABE's slot is twice this.
    type MinimumPeriod = ConstU64<{ SLOT_MILLIS / 2 }>;
    type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}

impl network::Config for Runtime {}

impl<LocalCall> frame_system::offchain::CreateTransactionBase<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    type Extrinsic = UncheckedExtrinsic;
    type RuntimeCall = RuntimeCall;
}
