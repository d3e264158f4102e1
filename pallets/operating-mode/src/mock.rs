//! A runtime whose balances have a switch.

use msez_test_support::at_block_one;
use msez_traits::Work;
use polkadot_sdk::{
    frame_support::{construct_runtime, derive_impl, traits::ConstU128},
    frame_system::{self, EnsureRoot, EnsureSignedBy},
    pallet_balances, pallet_utility, sp_io,
    sp_runtime::BuildStorage,
};

use crate::{self as pallet_operating_mode, Classify};

pub type AccountId = u64;
pub type Balance = u128;

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
/// May make modes stricter.
pub const GUARDIAN: AccountId = 8;

/// Index of the balances, which have a switch.
pub const BALANCES: u8 = 10;
/// Index of a pallet that has one without calls.
pub const QUIET: u8 = 0;

construct_runtime! {
    pub enum Test {
        System: frame_system = 1,
        Balances: pallet_balances = 10,
        Utility: pallet_utility = 40,
        OperatingMode: pallet_operating_mode = 104,
    }
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type BaseCallFilter = OperatingMode;
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
}

impl pallet_utility::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = ();
}

pub struct TestClasses;
impl Classify<RuntimeCall> for TestClasses {
    fn classify(call: &RuntimeCall) -> Option<(u8, Work)> {
        match call {
            RuntimeCall::Balances(call) => Some((
                BALANCES,
                match call {
                    pallet_balances::Call::burn { .. } => Work::Exit,
                    pallet_balances::Call::transfer_keep_alive { .. } => Work::Continues,
                    _ => Work::New,
                },
            )),
            RuntimeCall::System(_) | RuntimeCall::Utility(_) | RuntimeCall::OperatingMode(_) => None,
        }
    }

    fn switches() -> &'static [u8] {
        &[QUIET, BALANCES]
    }
}

polkadot_sdk::frame_support::ord_parameter_types! {
    pub const Guardian: AccountId = GUARDIAN;
}

impl pallet_operating_mode::Config for Test {
    type WeightInfo = ();
    type SetOrigin = EnsureRoot<AccountId>;
    type GuardianOrigin = EnsureSignedBy<Guardian, AccountId>;
    type Classify = TestClasses;
    type Audit = ();
}

pub fn externalities() -> sp_io::TestExternalities {
    let balances = [ALICE, BOB].map(|who| (who, 1_000)).to_vec();
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances, dev_accounts: None },
        ..Default::default()
    };
    at_block_one::<Test>(genesis.build_storage().unwrap())
}

/// Runs a test and checks afterwards what must always be true.
pub fn test(body: impl FnOnce()) {
    externalities().execute_with(|| {
        body();
        OperatingMode::do_try_state().unwrap();
    })
}
