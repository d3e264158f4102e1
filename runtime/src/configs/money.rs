//! The native token, settlement currencies and fees.

use crate::{
    constants::{deposit, EXISTENTIAL_DEPOSIT, MICRO_UNIT},
    *,
};
use frame_support::{
    parameter_types,
    traits::{
        fungible::{Balanced, Credit},
        AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU8, Imbalance, NeverEnsureOrigin, OnUnbalanced,
        VariantCountOf,
    },
    weights::{
        constants::ExtrinsicBaseWeight, ConstantMultiplier, WeightToFeeCoefficient, WeightToFeeCoefficients,
        WeightToFeePolynomial,
    },
    PalletId,
};
use polkadot_sdk::sp_runtime::{traits::AccountIdConversion, Perbill};

use super::{bounds, governance::GovernanceOrigin};

parameter_types! {
    /// Holds the treasury's share of fees and slashes.
    pub TreasuryAccount: AccountId = PalletId(*b"msez/tre").into_account_truncating();
}

impl pallet_balances::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
    type Balance = Balance;
    type DustRemoval = ();
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxLocks = ConstU32<50>;
    type MaxReserves = ConstU32<50>;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
    type DoneSlashHandler = ();
}

/// The cheapest transaction costs a thousandth of an MSEZ, and weight is priced in proportion.
pub struct WeightToFee;
impl WeightToFeePolynomial for WeightToFee {
    type Balance = Balance;
    fn polynomial() -> WeightToFeeCoefficients<Balance> {
        let base = Balance::from(ExtrinsicBaseWeight::get().ref_time()).max(1);
        [WeightToFeeCoefficient {
            degree: 1,
            negative: false,
            coeff_frac: Perbill::from_rational(constants::MILLI_UNIT % base, base),
            coeff_integer: constants::MILLI_UNIT / base,
        }]
        .into_iter()
        .collect()
    }
}

/// Four fifths of a fee go to the block's author with the whole tip; the rest goes to the treasury.
pub struct FeesToAuthor;
impl OnUnbalanced<Credit<AccountId, Balances>> for FeesToAuthor {
    fn on_unbalanceds(mut parts: impl Iterator<Item = Credit<AccountId, Balances>>) {
        let Some(fee) = parts.next() else { return };
        let (mut to_author, to_treasury) = fee.ration(80, 20);
        parts.for_each(|tip| to_author.subsume(tip));
        let unclaimed = match Authorship::author() {
            // An author below the existential deposit cannot be paid: the treasury is.
            Some(author) => Balances::resolve(&author, to_author).err(),
            None => Some(to_author),
        };
        // What even the treasury cannot take is burnt by being dropped.
        let _ = Balances::resolve(&TreasuryAccount::get(), to_treasury);
        if let Some(rest) = unclaimed {
            let _ = Balances::resolve(&TreasuryAccount::get(), rest);
        }
    }
}

impl pallet_transaction_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type OnChargeTransaction = pallet_transaction_payment::FungibleAdapter<Balances, FeesToAuthor>;
    type OperationalFeeMultiplier = ConstU8<5>;
    type WeightToFee = WeightToFee;
    type LengthToFee = ConstantMultiplier<Balance, ConstU128<{ 10 * MICRO_UNIT }>>;
    type FeeMultiplierUpdate = pallet_transaction_payment::TargetedFeeAdjustment<
        Self,
        bounds::TargetFullness,
        bounds::AdjustmentVariable,
        bounds::MinimumMultiplier,
        bounds::MaximumMultiplier,
    >;
    type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
}

/// A settlement currency.
pub type AssetId = u32;

impl pallet_assets::Config<pallet_assets::Instance1> for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type RemoveItemsLimit = ConstU32<1_000>;
    type AssetId = AssetId;
    type AssetIdParameter = codec::Compact<AssetId>;
    type ReserveData = ();
    type Currency = Balances;
    // Settlement currencies are admitted by governance through `force_create`.
    type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
    type ForceOrigin = GovernanceOrigin;
    type AssetDeposit = ConstU128<{ deposit(1, 190) }>;
    type AssetAccountDeposit = ConstU128<{ deposit(1, 16) }>;
    type MetadataDepositBase = ConstU128<{ deposit(1, 68) }>;
    type MetadataDepositPerByte = ConstU128<{ deposit(0, 1) }>;
    type ApprovalDeposit = ConstU128<{ deposit(1, 32) }>;
    type StringLimit = ConstU32<50>;
    type Freezer = ();
    type Holder = ();
    type Extra = ();
    type CallbackHandle = ();
    type AssetIdAllocator = ();
    type WeightInfo = weights::pallet_assets::WeightInfo<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl pallet_asset_rate::Config for Runtime {
    type WeightInfo = weights::pallet_asset_rate::WeightInfo<Runtime>;
    type RuntimeEvent = RuntimeEvent;
    type CreateOrigin = GovernanceOrigin;
    type RemoveOrigin = GovernanceOrigin;
    type UpdateOrigin = GovernanceOrigin;
    type Currency = Balances;
    type AssetKind = AssetId;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetKinds;
}
