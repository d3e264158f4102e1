//! The Smart Asset VM.

use crate::{constants::deposit, *};
use frame_support::{
    parameter_types,
    traits::{ConstU128, ConstU32, ConstU64, Get, LinearStoragePrice},
    weights::{Weight, WeightToFee as _},
};

use polkadot_sdk::sp_runtime::FixedPointNumber;

use super::{modes::ForPrograms, money::WeightToFee};

/// Milliseconds in a day.
const DAY: u64 = 86_400_000;

parameter_types! {
    /// Time of one gas: the dearest that any opcode, at its worst operands, was measured to take (scripts/fuzz gas).
    pub const WeightPerGas: Weight = Weight::from_parts(12_000, 0);
    /// A word of storage: an entry of a child trie, its key and its value.
    pub const WordDeposit: Balance = deposit(1, 64);
}

/// The fee for one gas, as blocks are now; never nothing.
pub struct GasPrice;
impl Get<Balance> for GasPrice {
    fn get() -> Balance {
        let fee = WeightToFee::weight_to_fee(&WeightPerGas::get());
        TransactionPayment::next_fee_multiplier().saturating_mul_int(fee).max(1)
    }
}

impl pallet_savm::Config for Runtime {
    type Audit = AuditTrail;
    type WeightInfo = weights::pallet_savm::WeightInfo<Runtime>;
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice =
        LinearStoragePrice<ConstU128<{ deposit(1, 0) }>, ConstU128<{ deposit(0, 1) }>, Balance>;
    type ItemDeposit = WordDeposit;
    // 0.48 s and 0.72 s of the 0.75 s that a block has for transactions.
    type MaxGas = ConstU64<40_000_000>;
    type MaxBlockGas = ConstU64<60_000_000>;
    type PolicyGas = ConstU64<200_000>;
    type MaxBlockInstances = ConstU32<256>;
    type WeightPerGas = WeightPerGas;
    type GasPrice = GasPrice;
    type AttestationPeriod = ConstU64<{ 30 * DAY }>;
    type Tensor = ComplianceTensor;
    type Issuing = ForPrograms;
    type Assets = ForPrograms;
    type Homes = SmartAssets;
    type Units = ForPrograms;
    // Refuses everything until its pallet is there.
    type Verifier = ();
    type Migrations = ForPrograms;
}
