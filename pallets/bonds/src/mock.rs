//! A runtime with balances and bonds.

use crate::{self as pallet_bonds, Shares, Terms};
use msez_test_support::{at_block_one, run_to};
use msez_traits::{Balance, Role, RoleGuard};
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl, parameter_types,
        traits::{fungible::Credit, ConstU128, ConstU32, ConstU64, OnUnbalanced, VariantCountOf},
    },
    frame_system, pallet_balances, sp_io,
    sp_runtime::{BuildStorage, Perbill},
};

pub type AccountId = u64;
pub const ED: Balance = 10;
pub const MINIMUM: Balance = 100;
pub const STEP: u64 = 10;

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const CHARLIE: AccountId = 3;
/// An account without money.
pub const NOBODY: AccountId = 9;
pub const TREASURY: AccountId = 100;
pub const ENDOWMENT: Balance = 10_000;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Bonds: pallet_bonds,
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

parameter_types! {
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
}

pub struct LockedGuard;
impl RoleGuard<AccountId> for LockedGuard {
    fn may_unbond(role: Role, who: &AccountId, remaining: Balance) -> bool {
        remaining >= MINIMUM || !Locked::get().contains(&(role, *who))
    }
}

impl crate::Config for Test {
    type Audit = ();
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Terms = TestTerms;
    type Guard = LockedGuard;
    type Treasury = Treasury;
    type UnbondingStep = ConstU64<STEP>;
    type MaxUnbonding = ConstU32<5>;
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
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances: balances.to_vec(), dev_accounts: None },
        ..Default::default()
    };
    at_block_one::<Test>(genesis.build_storage().unwrap())
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
