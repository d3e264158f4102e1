//! Jurisdictions, attestations, the compliance tensor and smart assets.

use crate::{
    configs::governance::{dynamic_params::tensor, GovernanceOrigin},
    constants::deposit,
    *,
};
use frame_support::{
    parameter_types,
    traits::{AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, LinearStoragePrice, NeverEnsureOrigin},
    PalletId,
};
use msez_core::SubjectId;
use polkadot_sdk::sp_runtime::traits::AccountIdConversion;

/// Milliseconds in a day.
const DAY: u64 = 86_400_000;

impl pallet_manifold::Config for Runtime {
    type Audit = AuditTrail;
    type GovernanceOrigin = GovernanceOrigin;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Time = Timestamp;
    type ItemDeposit = ConstU128<{ deposit(1, 0) }>;
    type ByteDeposit = ConstU128<{ deposit(0, 1) }>;
    type MaxCorridors = ConstU32<128>;
    type MaxAccreditations = ConstU32<1_024>;
    type WeightInfo = weights::pallet_manifold::WeightInfo<Runtime>;
}

impl pallet_attestations::Config for Runtime {
    type Audit = AuditTrail;
    type WeightInfo = weights::pallet_attestations::WeightInfo<Runtime>;
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice =
        LinearStoragePrice<ConstU128<{ deposit(1, 0) }>, ConstU128<{ deposit(0, 1) }>, Balance>;
    type Signature = Signature;
    type Jurisdictions = Manifold;
    type Accreditations = Manifold;
    type Tensor = ComplianceTensor;
    type RulingOrigin = GovernanceOrigin;
    type MaxPerCell = ConstU32<16>;
    type MaxLeadTime = ConstU64<{ 90 * DAY }>;
    type MaxValidity = ConstU64<{ 5 * 366 * DAY }>;
    type RemovalGrace = ConstU64<{ 30 * DAY }>;
    type MaxDuePerBlock = ConstU32<32>;
}

parameter_types! {
    /// What a subject can take of the state, at the price of all deposits.
    pub SubjectDeposit: Balance =
        deposit(pallet_compliance_tensor::SUBJECT_ITEMS, ComplianceTensor::subject_bytes());
}

impl pallet_compliance_tensor::Config for Runtime {
    type Audit = AuditTrail;
    type WeightInfo = weights::pallet_compliance_tensor::WeightInfo<Runtime>;
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type SubjectDeposit = SubjectDeposit;
    type Jurisdictions = Manifold;
    type HistoryDepth = tensor::HistoryDepth;
    type MaxHistory = ConstU32<64>;
    type MaxDocument = ConstU32<16_384>;
    type MaxDirty = ConstU32<128>;
    type MaxRoutine = ConstU32<96>;
    type MaxNewcomers = ConstU32<48>;
}

parameter_types! {
    /// Stands as the owner of every asset's units. It has no key, and the ledger no calls.
    pub UnitsOwner: AccountId = PalletId(*b"msez/unt").into_account_truncating();
}

impl pallet_smart_assets::Config for Runtime {
    type Audit = AuditTrail;
    type WeightInfo = weights::pallet_smart_assets::WeightInfo<Runtime>;
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice =
        LinearStoragePrice<ConstU128<{ deposit(1, 0) }>, ConstU128<{ deposit(0, 1) }>, Balance>;
    type Units = Units;
    type UnitsOwner = UnitsOwner;
    type Jurisdictions = Manifold;
    type Compliance = ComplianceTensor;
    type Subjects = ComplianceTensor;
    type PolicyOrigin = GovernanceOrigin;
    type MaxDocuments = ConstU32<64>;
    type OfferPeriod = ConstU64<{ 7 * DAY }>;
    type TimeLocks = Timelock;
}

impl pallet_assets::Config<pallet_assets::Instance2> for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type RemoveItemsLimit = ConstU32<1>;
    // One asset of the ledger per smart asset, under the same id.
    type AssetId = SubjectId;
    type AssetIdParameter = SubjectId;
    type ReserveData = ();
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
    type ForceOrigin = NeverEnsureOrigin<AccountId>;
    // Nothing of these is asked for without calls; holders pay SmartAssets.
    type AssetDeposit = ConstU128<0>;
    type AssetAccountDeposit = ConstU128<0>;
    type MetadataDepositBase = ConstU128<0>;
    type MetadataDepositPerByte = ConstU128<0>;
    type ApprovalDeposit = ConstU128<0>;
    type StringLimit = ConstU32<0>;
    type Freezer = ();
    type Holder = ();
    type Extra = ();
    type CallbackHandle = ();
    type AssetIdAllocator = ();
    type WeightInfo = weights::pallet_assets::WeightInfo<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::UnitIds;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configs::{dynamic_params::fees, RuntimeBlockWeights};
    use frame_support::{dispatch::DispatchClass, traits::Get};
    use msez_traits::Tensor;
    use pallet_attestations::WeightInfo as _;
    use pallet_compliance_tensor::WeightInfo as _;

    type Attesting = <Runtime as pallet_attestations::Config>::WeightInfo;
    type Flushing = <Runtime as pallet_compliance_tensor::Config>::WeightInfo;
    type MaxDirty = <Runtime as pallet_compliance_tensor::Config>::MaxDirty;
    type MaxRoutine = <Runtime as pallet_compliance_tensor::Config>::MaxRoutine;
    type MaxNewcomers = <Runtime as pallet_compliance_tensor::Config>::MaxNewcomers;
    type MaxDuePerBlock = <Runtime as pallet_attestations::Config>::MaxDuePerBlock;

    fn most<Bound: Get<u32>>() -> u32 {
        Bound::get()
    }

    /// What a block gives to calls, in picoseconds.
    fn normal() -> u64 {
        RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap().ref_time()
    }

    /// This many changes, each an own transaction of this weight.
    fn changes(count: u32, call: frame_support::weights::Weight) -> u64 {
        let base = RuntimeBlockWeights::get().get(DispatchClass::Normal).base_extrinsic;
        let change = base + call + ComplianceTensor::flush_weight();
        u64::from(count) * change.ref_time()
    }

    #[test]
    fn who_fills_blocks_with_changes_to_keep_others_out_drives_the_fees_up() {
        polkadot_sdk::sp_io::TestExternalities::default().execute_with(|| {
            let target = fees::TargetFullness::get().mul_floor(normal());
            let (newcomers, routine) = (most::<MaxNewcomers>(), most::<MaxRoutine>());
            let registrations = changes(newcomers, Flushing::register_subject(1));
            assert!(registrations > target, "{registrations} of {target}");
            let attestations = changes(routine - newcomers, Attesting::attest());
            assert!(registrations + attestations > target);
        });
    }

    #[test]
    fn a_block_that_is_full_of_routine_changes_has_weight_left_for_the_urgent_ones() {
        let (routine, reserve) = (most::<MaxRoutine>(), most::<MaxDirty>() - most::<MaxRoutine>());
        let [attesting, revoking] = [Attesting::attest(), Attesting::revoke()];
        let both = changes(routine, attesting) + changes(reserve, attesting.max(revoking));
        assert!(both <= normal(), "{both} of {}", normal());
    }

    #[test]
    fn what_time_changes_leaves_room_for_what_people_change() {
        assert!(most::<MaxDuePerBlock>() * 2 <= most::<MaxDirty>());
    }
}
