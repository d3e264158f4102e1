//! Who decides: a council for now. Its two-thirds majority holds [`GovernanceOrigin`]; three quarters may, through
//! the whitelist, dispatch as root, a runtime upgrade for example. Sudo has a key in development presets only.

use crate::{
    configs::RuntimeBlockWeights,
    constants::{deposit, DAYS, HOURS, UNIT},
    *,
};
use frame_support::{
    dynamic_params::{dynamic_pallet_params, dynamic_params},
    parameter_types,
    traits::{
        fungible::HoldConsideration, ConstU128, ConstU32, Contains, EitherOf, EitherOfDiverse,
        EnsureOriginWithArg, EqualPrivilegeOnly, GetCallMetadata, LinearStoragePrice,
    },
    weights::Weight,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureWithSuccess};
use msez_traits::LockClass;
use polkadot_sdk::{
    pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan},
    sp_runtime::{FixedU128, Perbill, Perquintill},
};

type CouncilInstance = pallet_collective::Instance1;

/// More than half of the council.
pub type CouncilMajority = EnsureProportionMoreThan<AccountId, CouncilInstance, 1, 2>;
type CouncilTwoThirds = EnsureProportionAtLeast<AccountId, CouncilInstance, 2, 3>;
type CouncilThreeQuarters = EnsureProportionAtLeast<AccountId, CouncilInstance, 3, 4>;

/// Root, or two thirds of the council: admits validators and jurisdictions, sets parameters and rates.
pub type GovernanceOrigin = EitherOfDiverse<EnsureRoot<AccountId>, CouncilTwoThirds>;

parameter_types! {
    /// A motion may take half of a block.
    pub MaxProposalWeight: Weight = Perbill::from_percent(50) * RuntimeBlockWeights::get().max_block;
    /// Scheduled calls may take this of a block.
    pub MaximumSchedulerWeight: Weight = Perbill::from_percent(60) * RuntimeBlockWeights::get().max_block;
    /// Names the deposit of a preimage.
    pub const PreimageHoldReason: RuntimeHoldReason = RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
    /// How long safe mode lasts after it was entered by governance.
    pub const SafeModeDuration: BlockNumber = 4 * HOURS;
    /// Nobody can enter safe mode by paying.
    pub const NoDeposit: Option<Balance> = None;
    /// Deposits are released by governance only.
    pub const NoRelease: Option<BlockNumber> = None;
}

impl pallet_collective::Config<CouncilInstance> for Runtime {
    type RuntimeOrigin = RuntimeOrigin;
    type Proposal = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type MotionDuration = ConstU32<{ 7 * DAYS }>;
    type MaxProposals = ConstU32<50>;
    type MaxMembers = ConstU32<50>;
    type DefaultVote = pallet_collective::PrimeDefaultVote;
    type WeightInfo = weights::pallet_collective::WeightInfo<Runtime>;
    type SetMembersOrigin = EitherOfDiverse<EnsureRoot<AccountId>, CouncilThreeQuarters>;
    type MaxProposalWeight = MaxProposalWeight;
    type DisapproveOrigin = EnsureRoot<AccountId>;
    type KillOrigin = EnsureRoot<AccountId>;
    type Consideration = ();
}

impl pallet_whitelist::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type WhitelistOrigin = EitherOfDiverse<EnsureRoot<AccountId>, CouncilTwoThirds>;
    type DispatchWhitelistedOrigin = EitherOfDiverse<EnsureRoot<AccountId>, CouncilThreeQuarters>;
    type Preimages = Preimage;
    type DeferredDispatchExpiration = ConstU32<{ 14 * DAYS }>;
    type BlockNumberProvider = System;
    type WeightInfo = weights::pallet_whitelist::WeightInfo<Runtime>;
}

/// Parameters that governance changes without an upgrade. The runtime reads them through [`super::bounds`], which keeps each
/// within the range that its documentation names: a value outside counts as the nearer end.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
    use super::*;

    /// How the fee multiplier follows demand.
    #[dynamic_pallet_params]
    #[codec(index = 0)]
    pub mod fees {
        /// Fullness of blocks at which the multiplier rests, from 5 to 95 %.
        #[codec(index = 0)]
        pub static TargetFullness: Perquintill = Perquintill::from_percent(25);
        /// How fast it moves, from 0.000001 to 0.01.
        #[codec(index = 1)]
        pub static AdjustmentVariable: FixedU128 = FixedU128::from_rational(3, 100_000);
        /// It never falls below this, from 0.01 to 10.
        #[codec(index = 2)]
        pub static MinimumMultiplier: FixedU128 = FixedU128::from_rational(1, 10);
        /// It never rises above this, from 10 to 10,000.
        #[codec(index = 3)]
        pub static MaximumMultiplier: FixedU128 = FixedU128::from_u32(1_000);
    }

    /// What validators, watchers and operators put at risk.
    #[dynamic_pallet_params]
    #[codec(index = 1)]
    pub mod accountability {
        /// Smallest bond of a validator, from 100 to 1,000,000 MSEZ.
        #[codec(index = 0)]
        pub static MinimumValidatorBond: Balance = 10_000 * UNIT;
        /// Smallest slash of an equivocation, whatever the share of offenders; at least 1 %.
        #[codec(index = 1)]
        pub static MinimumSlash: Perbill = Perbill::from_percent(10);
        /// Share of a slash that goes to who reported it, at most 50 %: more, and an accomplice would give it back.
        #[codec(index = 2)]
        pub static ReporterShare: Perbill = Perbill::from_percent(10);
        /// Nobody may leave a set that would become smaller than this; offenders leave all the same. From 1 to 100, the
        /// largest set there can be.
        #[codec(index = 3)]
        pub static MinimumValidators: u32 = 1;
        /// Smallest bond of a watcher, from 10 to 1,000,000 MSEZ. The reference's 1,000 dollars, with an MSEZ as a dollar.
        #[codec(index = 4)]
        pub static MinimumWatcherBond: Balance = 1_000 * UNIT;
        /// Smallest bond of a corridor operator, from 10 to 1,000,000 MSEZ.
        #[codec(index = 5)]
        pub static MinimumOperatorBond: Balance = 1_000 * UNIT;
    }

    /// The compliance tensor.
    #[dynamic_pallet_params]
    #[codec(index = 2)]
    pub mod tensor {
        /// Past versions kept of each cell, at most 64.
        #[codec(index = 0)]
        pub static HistoryDepth: u32 = 16;
    }

    /// What moves between jurisdictions.
    #[dynamic_pallet_params]
    #[codec(index = 3)]
    pub mod moves {
        /// What a dollar costs in the native token, from 0.001 to 1,000,000 MSEZ: fees and exposures follow it.
        #[codec(index = 0)]
        pub static DollarPrice: Balance = UNIT;
        /// How long the first operator has to prepare a hop, in milliseconds, from 5 seconds to a day.
        #[codec(index = 1)]
        pub static PrepareTimeout: u64 = 300_000;
        /// How long the first operator has to commit a hop, in milliseconds, from 5 seconds to a day.
        #[codec(index = 2)]
        pub static CommitTimeout: u64 = 600_000;
    }
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
    fn default() -> Self {
        RuntimeParameters::Fees(dynamic_params::fees::Parameters::TargetFullness(
            dynamic_params::fees::TargetFullness,
            Some(Perquintill::from_percent(25)),
        ))
    }
}

parameter_types! {
    /// A parameter that everybody goes by does not change overnight.
    pub const ParameterChange: LockClass = LockClass::ParameterChange;
}

/// Who changes parameters: two thirds of the council, once the change was announced and has waited; or at once what may
/// replace the runtime itself.
type ParameterOrigin = EitherOfDiverse<
    EnsureRoot<AccountId>,
    pallet_timelock::EnsureLocked<Runtime, ParameterChange, CouncilTwoThirds>,
>;

/// Every parameter is governance's.
pub struct ParameterAdmin;
impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for ParameterAdmin {
    type Success = ();
    fn try_origin(origin: RuntimeOrigin, _key: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
        use frame_support::traits::EnsureOrigin;
        <ParameterOrigin as EnsureOrigin<_>>::try_origin(origin).map(|_| ())
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin(_key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
        Ok(RuntimeOrigin::root())
    }
}

impl pallet_parameters::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeParameters = RuntimeParameters;
    type AdminOrigin = ParameterAdmin;
    type WeightInfo = weights::pallet_parameters::WeightInfo<Runtime>;
}

impl pallet_preimage::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
    type Currency = Balances;
    type ManagerOrigin = GovernanceOrigin;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        PreimageHoldReason,
        LinearStoragePrice<ConstU128<{ deposit(2, 64) }>, ConstU128<{ deposit(0, 1) }>, Balance>,
    >;
}

impl pallet_scheduler::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = MaximumSchedulerWeight;
    type ScheduleOrigin = GovernanceOrigin;
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    type MaxScheduledPerBlock = ConstU32<50>;
    type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

/// Pallets that no switch can close: consensus, governance, and the ways in which accounts come to vote. What is carried
/// in a batch, a multisignature, a proxy, a motion or an announcement is asked for again by itself.
pub const ALWAYS_OPEN: [&str; 21] = [
    "System",
    "Timestamp",
    "Babe",
    "Grandpa",
    "Beefy",
    "Session",
    "Bonds",
    "Validators",
    "Council",
    "Whitelist",
    "Parameters",
    "Preimage",
    "Scheduler",
    "SafeMode",
    "TxPause",
    "OperatingMode",
    "Timelock",
    "Sudo",
    "Utility",
    "Multisig",
    "Proxy",
];

/// What stays possible in safe mode: what is [`ALWAYS_OPEN`], and to take back what should not be relied on.
pub struct SafeModeExempt;
impl Contains<RuntimeCall> for SafeModeExempt {
    fn contains(call: &RuntimeCall) -> bool {
        ALWAYS_OPEN.contains(&call.get_call_metadata().pallet_name)
            || matches!(
                call,
                RuntimeCall::Manifold(
                    pallet_manifold::Call::suspend_jurisdiction { .. }
                        | pallet_manifold::Call::suspend_corridor { .. }
                        | pallet_manifold::Call::suspend_issuer { .. }
                        | pallet_manifold::Call::revoke_accreditation { .. }
                ) | RuntimeCall::Attestations(
                    pallet_attestations::Call::revoke { .. }
                        | pallet_attestations::Call::revoke_signed { .. }
                ) | RuntimeCall::SmartAssets(
                    pallet_smart_assets::Call::halt { .. }
                        | pallet_smart_assets::Call::freeze { .. }
                        | pallet_smart_assets::Call::cancel_recovery { .. }
                )
            )
            || has_a_deadline(call)
    }
}

/// Duties, the deadlines of disputes and those of transfers go on in safe mode: nobody loses by what he cannot do.
fn has_a_deadline(call: &RuntimeCall) -> bool {
    matches!(
        call,
        RuntimeCall::Watchers(
            pallet_watchers::Call::attest { .. }
                | pallet_watchers::Call::attest_signed { .. }
                | pallet_watchers::Call::rotate_key { .. }
                | pallet_watchers::Call::deregister { .. }
                | pallet_watchers::Call::report_equivocation { .. }
                | pallet_watchers::Call::cancel_slash { .. }
                | pallet_watchers::Call::rule_safety { .. }
        ) | RuntimeCall::Disputes(
            pallet_disputes::Call::challenge { .. }
                | pallet_disputes::Call::rule { .. }
                | pallet_disputes::Call::commit_vote { .. }
                | pallet_disputes::Call::reveal_vote { .. }
        ) | RuntimeCall::CorridorBridge(
            pallet_corridor_bridge::Call::commit { .. }
                | pallet_corridor_bridge::Call::refuse_hop { .. }
                | pallet_corridor_bridge::Call::complete_hop { .. }
                | pallet_corridor_bridge::Call::rotate_key { .. }
                | pallet_corridor_bridge::Call::dismiss_operator { .. }
        ) | RuntimeCall::Migration(
            pallet_migration::Call::cancel { .. }
                | pallet_migration::Call::dispute { .. }
                | pallet_migration::Call::rule { .. }
                | pallet_migration::Call::retry_compensation { .. }
                | pallet_migration::Call::waive { .. }
        )
    )
}

type SafeModeOrigin = EitherOf<
    EnsureRootWithSuccess<AccountId, SafeModeDuration>,
    EnsureWithSuccess<CouncilTwoThirds, AccountId, SafeModeDuration>,
>;

impl pallet_safe_mode::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type WhitelistedCalls = SafeModeExempt;
    type EnterDuration = SafeModeDuration;
    type ExtendDuration = SafeModeDuration;
    type EnterDepositAmount = NoDeposit;
    type ExtendDepositAmount = NoDeposit;
    type ForceEnterOrigin = SafeModeOrigin;
    type ForceExtendOrigin = SafeModeOrigin;
    type ForceExitOrigin = GovernanceOrigin;
    type ForceDepositOrigin = GovernanceOrigin;
    type Notify = ();
    type ReleaseDelay = NoRelease;
    type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
}

/// Calls that nobody can pause, or nobody might be left who could unpause them.
pub struct NeverPaused;
impl Contains<pallet_tx_pause::RuntimeCallNameOf<Runtime>> for NeverPaused {
    fn contains(name: &pallet_tx_pause::RuntimeCallNameOf<Runtime>) -> bool {
        ALWAYS_OPEN.iter().any(|pallet| pallet.as_bytes() == name.0.as_slice())
    }
}

impl pallet_tx_pause::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PauseOrigin = GovernanceOrigin;
    type UnpauseOrigin = GovernanceOrigin;
    type WhitelistedCalls = NeverPaused;
    type MaxNameLen = ConstU32<256>;
    type WeightInfo = weights::pallet_tx_pause::WeightInfo<Runtime>;
}

impl pallet_sudo::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type WeightInfo = weights::pallet_sudo::WeightInfo<Runtime>;
}
