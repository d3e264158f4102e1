//! The bridge over corridors, and migrations.

use crate::{
    configs::{bounds, governance::GovernanceOrigin},
    constants::{deposit, UNIT},
    *,
};
use frame_support::{
    parameter_types,
    traits::{
        fungible::{Inspect, Mutate},
        fungibles::{Inspect as Inspects, Mutate as Mutates},
        tokens::{Fortitude, Preservation},
        ConstU128, ConstU32, ConstU64, Get, LinearStoragePrice,
    },
    weights::Weight,
    PalletId,
};
use msez_core::Usd;
use msez_traits::{FeeCurrency, Pricing, Settlement};
use pallet_assets::WeightInfo as _;
use pallet_balances::WeightInfo as _;
use polkadot_sdk::sp_runtime::{
    helpers_128bit::multiply_by_rational_with_rounding, traits::AccountIdConversion, DispatchResult,
    FixedPointNumber, FixedU128, Perbill, Rounding,
};

use super::money::TreasuryAccount;

/// Milliseconds in a second, and in a day.
const SECOND: u64 = 1_000;
const DAY: u64 = 86_400 * SECOND;

parameter_types! {
    /// Keeps the fees of transfers.
    pub BridgeEscrow: AccountId = PalletId(*b"msez/brg").into_account_truncating();
    /// Keeps the fees of migrations that have not departed.
    pub const MigrationPotId: PalletId = PalletId(*b"msez/mig");
    /// What a late committer loses of everything that stands behind it.
    pub const LateSlash: Perbill = Perbill::from_percent(5);
    /// What of the fees goes back where operators had prepared, and the units do not move.
    pub const CancelRefund: Perbill = Perbill::from_percent(50);
}

/// Accounts that must exist before the first fee is paid into them.
pub fn pots() -> [AccountId; 2] {
    [BridgeEscrow::get(), MigrationPotId::get().into_account_truncating()]
}

/// Dollars at the governed price of the native token, and at the settlement currencies' rates to it. A currency in which a pot has
/// less than its minimum has no price: the last that is paid out would not leave the pot.
pub struct Prices;
impl Pricing for Prices {
    fn price(currency: FeeCurrency, amount: Usd) -> Option<u128> {
        let up = |a, b, c| multiply_by_rational_with_rounding(a, b, c, Rounding::Up);
        let native = up(amount.0, bounds::DollarPrice::get(), Usd::UNIT)?;
        match currency {
            None => Some(native),
            Some(asset) => {
                if !pots().iter().all(|pot| Money::is_endowed(currency, pot)) {
                    return None;
                }
                let rate = pallet_asset_rate::ConversionRateToNative::<Runtime>::get(asset)?;
                up(native, FixedU128::DIV, rate.into_inner())
            }
        }
    }
}

/// The native token and the settlement currencies.
pub struct Money;
impl Settlement<AccountId> for Money {
    fn pay(currency: FeeCurrency, from: &AccountId, to: &AccountId, amount: u128) -> DispatchResult {
        match currency {
            None => <Balances as Mutate<_>>::transfer(from, to, amount, Preservation::Preserve),
            Some(asset) => <Assets as Mutates<_>>::transfer(asset, from, to, amount, Preservation::Preserve),
        }
        .map(|_| ())
    }

    fn is_endowed(currency: FeeCurrency, who: &AccountId) -> bool {
        match currency {
            None => Self::balance(currency, who) >= Balances::minimum_balance(),
            Some(asset) => Self::balance(currency, who) >= Assets::minimum_balance(asset),
        }
    }

    fn spendable(currency: FeeCurrency, who: &AccountId) -> u128 {
        match currency {
            None => Balances::reducible_balance(who, Preservation::Preserve, Fortitude::Polite),
            Some(asset) => Assets::reducible_balance(asset, who, Preservation::Preserve, Fortitude::Polite),
        }
    }

    fn balance(currency: FeeCurrency, who: &AccountId) -> u128 {
        match currency {
            None => Balances::balance(who),
            Some(asset) => Assets::balance(asset, who),
        }
    }

    fn pay_weight() -> Weight {
        let native = weights::pallet_balances::WeightInfo::<Runtime>::transfer_keep_alive();
        native.max(weights::pallet_assets::WeightInfo::<Runtime>::transfer_keep_alive())
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_endow(currency: FeeCurrency, who: &AccountId, amount: u128) {
        let _ = match currency {
            None => Balances::mint_into(who, amount),
            Some(asset) => Assets::mint_into(asset, who, amount),
        };
    }
}

impl pallet_corridor_bridge::Config for Runtime {
    type WeightInfo = weights::pallet_corridor_bridge::WeightInfo<Runtime>;
    type Audit = AuditTrail;
    type Time = Timestamp;
    type Bonds = Bonds;
    type Paths = Manifold;
    type Pricing = Prices;
    type Settlement = Money;
    type Units = SmartAssets;
    type Assets = SmartAssets;
    type Subjects = ComplianceTensor;
    type Tensor = ComplianceTensor;
    type Shipper = Migration;
    type GovernanceOrigin = GovernanceOrigin;
    type Escrow = BridgeEscrow;
    type Treasury = TreasuryAccount;
    type LateSlash = LateSlash;
    type CancelRefund = CancelRefund;
    // As for watchers.
    type ExposureFactor = ConstU32<10>;
    type PrepareTimeout = bounds::PrepareTimeout;
    type CommitTimeout = bounds::CommitTimeout;
    // Twenty slots.
    type MaxBlockGap = ConstU64<{ 60 * SECOND }>;
    type MaxAttempts = ConstU32<3>;
    type MaxDuration = ConstU64<{ 90 * DAY }>;
    type Retention = ConstU64<{ 30 * DAY }>;
    type MaxCorridors = ConstU32<32>;
    type MaxDuePerBlock = ConstU32<32>;
}

impl pallet_migration::Config for Runtime {
    type WeightInfo = weights::pallet_migration::WeightInfo<Runtime>;
    type Audit = AuditTrail;
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice =
        LinearStoragePrice<ConstU128<{ deposit(1, 0) }>, ConstU128<{ deposit(0, 1) }>, Balance>;
    type Signature = Signature;
    type Assets = SmartAssets;
    type Subjects = ComplianceTensor;
    type Compliance = ComplianceTensor;
    type Paths = Manifold;
    type Requirements = Manifold;
    type Jurisdictions = Manifold;
    type Accreditations = Manifold;
    type Statements = Attestations;
    type Issuing = Attestations;
    type Pricing = Prices;
    type Settlement = Money;
    type Bridge = CorridorBridge;
    type MovePolicy = Savm;
    type GovernanceOrigin = GovernanceOrigin;
    type Treasury = TreasuryAccount;
    type PalletId = MigrationPotId;
    type DisputeBond = ConstU128<{ 100 * UNIT }>;
    type MaxDuration = ConstU64<{ 366 * DAY }>;
    type MaxProgramLock = ConstU64<{ 30 * DAY }>;
    type MinTime = ConstU64<SECOND>;
    type MaxTime = ConstU64<{ 366 * DAY }>;
    type Retention = ConstU64<{ 30 * DAY }>;
    type MaxDuePerBlock = ConstU32<64>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_cost_what_governance_says_and_are_rounded_up() {
        polkadot_sdk::sp_io::TestExternalities::default().execute_with(|| {
            assert_eq!(Prices::price(None, Usd::dollars(3)), Some(3 * UNIT));
            assert_eq!(Prices::price(None, Usd(1)), Some(UNIT / 1_000_000));
            assert_eq!(Prices::price(Some(7), Usd(1)), None, "no rate");
            // One of the currency's smallest unit is worth three of the native.
            pallet_asset_rate::ConversionRateToNative::<Runtime>::insert(7, FixedU128::from_u32(3));
            assert_eq!(Prices::price(Some(7), Usd(1)), Some((UNIT / 1_000_000).div_ceil(3)));
        });
    }

    #[test]
    fn a_currency_has_a_price_once_the_pots_have_its_minimum() {
        use frame_support::traits::fungibles::Create;
        polkadot_sdk::sp_io::TestExternalities::default().execute_with(|| {
            pallet_asset_rate::ConversionRateToNative::<Runtime>::insert(7, FixedU128::from_u32(1));
            <Assets as Create<_>>::create(7, TreasuryAccount::get(), true, 10).unwrap();
            for pot in pots() {
                assert_eq!(Prices::price(Some(7), Usd(1)), None);
                <Assets as Mutates<_>>::mint_into(7, &pot, 10).unwrap();
            }
            assert_eq!(Prices::price(Some(7), Usd(1)), Some(UNIT / 1_000_000));
        });
    }
}
