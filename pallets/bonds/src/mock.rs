//! A runtime with balances, settlement currencies and bonds.

use crate::{self as pallet_bonds, Shares, Terms};
use msez_test_support::{at_block_one, run_to};
use msez_traits::{Balance, Role, RoleGuard};
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl, parameter_types,
        traits::{
            fungible::Credit, tokens::ConversionFromAssetBalance, AsEnsureOriginWithArg, ConstU128, ConstU32,
            ConstU64, NeverEnsureOrigin, OnUnbalanced, VariantCountOf,
        },
        PalletId,
    },
    frame_system::{self, EnsureRoot},
    pallet_assets, pallet_balances, sp_io,
    sp_runtime::{BuildStorage, FixedPointNumber, FixedU128, Perbill},
};

pub type AccountId = u64;
pub const ED: Balance = 10;
pub const MINIMUM: Balance = 100;
pub const STEP: u64 = 10;
pub const MINIMUM_DELEGATION: Balance = 20;

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const CHARLIE: AccountId = 3;
/// An account without money.
pub const NOBODY: AccountId = 9;
pub const TREASURY: AccountId = 100;
/// Owns every settlement currency.
pub const ISSUER: AccountId = 200;
pub const ENDOWMENT: Balance = 10_000;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Bonds: pallet_bonds,
        Assets: pallet_assets,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

/// Dust is the treasury's, so that the issuance shows every unit that is lost elsewhere.
pub struct DustToTreasury;
impl OnUnbalanced<Credit<AccountId, Balances>> for DustToTreasury {
    fn on_nonzero_unbalanced(dust: Credit<AccountId, Balances>) {
        use polkadot_sdk::frame_support::traits::fungible::Balanced;
        let _ = Balances::resolve(&TREASURY, dust);
    }
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<ED>;
    type AccountStore = System;
    type DustRemoval = DustToTreasury;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

pub type AssetId = u32;
/// A currency of which every unit is fine.
pub const USD: AssetId = 1;
/// A currency of which an account keeps [`EUR_LEAST`] or nothing.
pub const EUR: AssetId = 2;
pub const EUR_LEAST: Balance = 5;
/// Nobody admits these.
pub const OTHERS: [AssetId; 3] = [3, 4, 5];
/// What Alice, Bob and Charlie have of each currency.
pub const FUNDS: Balance = 5_000;

impl pallet_assets::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type RemoveItemsLimit = ConstU32<1>;
    type AssetId = AssetId;
    type AssetIdParameter = AssetId;
    type ReserveData = ();
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
    type ForceOrigin = EnsureRoot<AccountId>;
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
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

/// The rates of the currencies that have one.
pub struct TestRates;
impl ConversionFromAssetBalance<Balance, AssetId, Balance> for TestRates {
    type Error = ();
    fn from_asset_balance(amount: Balance, asset: AssetId) -> Result<Balance, ()> {
        let rate = Rates::get().into_iter().find(|(known, _)| *known == asset).ok_or(())?.1;
        Ok(rate.saturating_mul_int(amount))
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_successful(asset: AssetId) {
        set_rate(asset, Some(FixedU128::from_u32(1)));
    }
}

/// Sets the rate of a currency, or takes it away.
pub fn set_rate(asset: AssetId, rate: Option<FixedU128>) {
    Rates::mutate(|rates| {
        rates.retain(|(known, _)| *known != asset);
        rates.extend(rate.map(|rate| (asset, rate)));
    });
}

parameter_types! {
    pub static Rates: Vec<(AssetId, FixedU128)> = vec![];
    /// Accounts against which somebody has a claim.
    pub static Claimed: Vec<(Role, AccountId)> = vec![];
    pub const CustodyId: PalletId = PalletId(*b"msez/bnd");
    pub const Treasury: AccountId = TREASURY;
    /// Accounts that their role's pallet does not let go below the minimum.
    pub static Locked: Vec<(Role, AccountId)> = vec![];
    pub static Reporters: Perbill = Perbill::from_percent(10);
    pub static Harmed: Perbill = Perbill::from_percent(50);
    pub static Delay: u64 = 28;
}

pub struct TestTerms;
impl Terms<u64> for TestTerms {
    fn minimum(_: Role) -> Balance {
        MINIMUM
    }
    fn unbonding_delay(_: Role) -> u64 {
        Delay::get()
    }
    fn shares(_: Role) -> Shares {
        Shares { reporters: Reporters::get(), harmed: Harmed::get() }
    }
    fn minimum_delegation(_: Role) -> Balance {
        MINIMUM_DELEGATION
    }
}

pub struct LockedGuard;
impl RoleGuard<AccountId> for LockedGuard {
    fn may_unbond(role: Role, who: &AccountId, remaining: Balance) -> bool {
        remaining >= MINIMUM || !Locked::get().contains(&(role, *who))
    }
    fn may_withdraw(role: Role, who: &AccountId) -> bool {
        !Claimed::get().contains(&(role, *who))
    }
}

impl crate::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type AssetId = AssetId;
    type Assets = Assets;
    type Rates = TestRates;
    type AdminOrigin = EnsureRoot<AccountId>;
    type PalletId = CustodyId;
    type Terms = TestTerms;
    type Guard = LockedGuard;
    type Treasury = Treasury;
    type UnbondingStep = ConstU64<STEP>;
    type MaxUnbonding = ConstU32<5>;
    type MaxCurrencies = ConstU32<4>;
    type WeightInfo = ();
}

/// A chain on which Alice, Bob and Charlie have [`ENDOWMENT`] and the treasury exists.
pub fn externalities() -> sp_io::TestExternalities {
    externalities_with(&[(ALICE, ENDOWMENT), (BOB, ENDOWMENT), (CHARLIE, ENDOWMENT), (TREASURY, ED)])
}

pub fn externalities_with(balances: &[(AccountId, Balance)]) -> sp_io::TestExternalities {
    Locked::set(vec![]);
    Reporters::set(Perbill::from_percent(10));
    Harmed::set(Perbill::from_percent(50));
    Delay::set(28);
    Claimed::set(vec![]);
    // A dollar is two native units; a euro three.
    Rates::set(vec![(USD, FixedU128::from_u32(2)), (EUR, FixedU128::from_u32(3))]);
    let currencies = || [USD, EUR].into_iter().chain(OTHERS);
    let rich = || balances.iter().map(|(who, _)| *who).filter(|who| *who != TREASURY);
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances: balances.to_vec(), dev_accounts: None },
        assets: pallet_assets::GenesisConfig {
            assets: currencies()
                .map(|asset| (asset, ISSUER, false, if asset == EUR { EUR_LEAST } else { 1 }))
                .collect(),
            accounts: currencies().flat_map(|asset| rich().map(move |who| (asset, who, FUNDS))).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut ext = at_block_one::<Test>(genesis.build_storage().unwrap());
    ext.execute_with(|| {
        for (asset, haircut) in [(USD, Perbill::zero()), (EUR, Perbill::from_percent(50))] {
            crate::Allowed::<Test>::insert(asset, haircut);
        }
    });
    ext
}

/// The sum of all accounts in a currency.
pub fn issued(asset: AssetId) -> Balance {
    pallet_assets::Account::<Test>::iter_key_prefix(asset).map(|who| Assets::balance(asset, who)).sum()
}

/// Runs a test and checks afterwards what must always be true.
pub fn test(body: impl FnOnce()) {
    check_after(externalities(), body)
}

pub fn check_after(mut ext: sp_io::TestExternalities, body: impl FnOnce()) {
    ext.execute_with(|| {
        body();
        assert_sound();
    })
}

pub fn assert_sound() {
    crate::try_state::do_try_state::<Test>().unwrap();
    msez_test_support::assert_money_is_accounted_for::<Test>();
}

pub fn run_to_block(block: u64) {
    run_to::<Test, AllPalletsWithSystem>(block)
}
