//! Jurisdictions, attestations and the compliance tensor.

use crate::{
    configs::governance::{dynamic_params::tensor, GovernanceOrigin},
    constants::deposit,
    *,
};
use frame_support::traits::{ConstU128, ConstU32, ConstU64, LinearStoragePrice};

/// Milliseconds in a day.
const DAY: u64 = 86_400_000;

impl pallet_manifold::Config for Runtime {
    type GovernanceOrigin = GovernanceOrigin;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Time = Timestamp;
    type ItemDeposit = ConstU128<{ deposit(1, 0) }>;
    type ByteDeposit = ConstU128<{ deposit(0, 1) }>;
    type MaxCorridors = ConstU32<128>;
    type MaxAccreditations = ConstU32<1_024>;
    type WeightInfo = ();
}

impl pallet_attestations::Config for Runtime {
    type WeightInfo = ();
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
    type MaxDuePerBlock = ConstU32<64>;
}

impl pallet_compliance_tensor::Config for Runtime {
    type WeightInfo = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type SubjectDeposit = ConstU128<{ deposit(3, 2_800) }>;
    type Jurisdictions = Manifold;
    type HistoryDepth = tensor::HistoryDepth;
    type MaxHistory = ConstU32<64>;
    type MaxDocument = ConstU32<16_384>;
    type MaxDirty = ConstU32<64>;
}
