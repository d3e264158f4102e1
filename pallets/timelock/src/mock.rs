//! A runtime with money, batches, and a knob that only what has waited can turn.

use msez_core::{Digest, Moment};
use msez_test_support::{at_block_one, run_to};
use msez_traits::LockClass;
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl, parameter_types,
        traits::{ConstU128, ConstU32, ConstU64, Contains, LinearStoragePrice},
    },
    frame_system::{self, EnsureRoot},
    pallet_balances, pallet_timestamp, pallet_utility, sp_io,
    sp_runtime::BuildStorage,
};

use crate::{self as pallet_timelock, Classes, EnsureLocked, LockId};

pub type AccountId = u64;
pub type Balance = u128;

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
/// Submits what others have announced.
pub const CARRIER: AccountId = 3;
/// An account without money.
pub const NOBODY: AccountId = 9;
pub const ENDOWMENT: Balance = 100_000;

pub const HOUR: Moment = 3_600_000;
pub const START: Moment = 1_000_000 * HOUR;
pub const WINDOW: Moment = 48 * HOUR;
pub const MOST: u32 = 3;
pub const DUE_PER_BLOCK: u32 = 4;

/// A value that changes only after it was announced.
#[polkadot_sdk::frame_support::pallet(dev_mode)]
pub mod knob {
    use polkadot_sdk::{frame_support::pallet_prelude::*, frame_system::pallet_prelude::*};

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config {
        type TurnOrigin: EnsureOrigin<Self::RuntimeOrigin>;
    }

    #[pallet::storage]
    pub type Value<T: Config> = StorageValue<_, u32, ValueQuery>;

    #[pallet::error]
    pub enum Error<T> {
        Stuck,
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        #[pallet::call_index(0)]
        #[pallet::weight(Weight::from_parts(7_000, 70))]
        pub fn turn(origin: OriginFor<T>, value: u32) -> DispatchResult {
            T::TurnOrigin::ensure_origin(origin)?;
            ensure!(value != 13, Error::<T>::Stuck);
            Value::<T>::put(value);
            Ok(())
        }

        /// Weighs less than it might.
        #[pallet::call_index(1)]
        #[pallet::weight(Weight::from_parts(9_000, 90))]
        pub fn oil(_origin: OriginFor<T>, fails: bool) -> DispatchResultWithPostInfo {
            Value::<T>::put(99);
            let post_info = Some(Weight::from_parts(1_000, 10)).into();
            if fails {
                return Err(polkadot_sdk::frame_support::dispatch::DispatchErrorWithPostInfo {
                    post_info,
                    error: Error::<T>::Stuck.into(),
                });
            }
            Ok(post_info)
        }
    }
}

construct_runtime! {
    pub enum Test {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        Utility: pallet_utility = 3,
        Knob: knob = 4,
        Timelock: pallet_timelock = 102,
    }
}

parameter_types! {
    /// Whether transfers are closed.
    pub static Closed: bool = false;
    pub const PerEntry: Balance = 100;
    pub const PerByte: Balance = 1;
    pub const Parameter: LockClass = LockClass::ParameterChange;
}

pub struct Open;
impl Contains<RuntimeCall> for Open {
    fn contains(call: &RuntimeCall) -> bool {
        !(Closed::get() && matches!(call, RuntimeCall::Balances(_)))
    }
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type BaseCallFilter = Open;
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type RuntimeHoldReason = RuntimeHoldReason;
}

impl pallet_utility::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = ();
}

impl knob::Config for Test {
    type TurnOrigin = EnsureLocked<Test, Parameter, EnsureRoot<AccountId>>;
}

pub struct TestClasses;
impl Classes<RuntimeCall> for TestClasses {
    fn class_of(call: &RuntimeCall) -> Option<LockClass> {
        match call {
            RuntimeCall::Balances(_) => Some(LockClass::Withdrawal),
            RuntimeCall::System(frame_system::Call::remark { .. }) | RuntimeCall::Knob(_) => {
                Some(LockClass::ParameterChange)
            }
            // A runtime would not: the pallet has to refuse it by itself.
            RuntimeCall::Timelock(_) => Some(LockClass::Migration),
            RuntimeCall::Utility(pallet_utility::Call::batch_all { calls }) => {
                let mut classes = calls.iter().map(Self::class_of);
                let first = classes.next()??;
                classes.all(|class| class == Some(first)).then_some(first)
            }
            _ => None,
        }
    }
}

impl pallet_timelock::Config for Test {
    type WeightInfo = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice = LinearStoragePrice<PerEntry, PerByte, Balance>;
    type RuntimeCall = RuntimeCall;
    type Classes = TestClasses;
    type GovernedOrigin = EnsureRoot<AccountId>;
    type Audit = ();
    type WithdrawalDelay = ConstU64<{ 168 * HOUR }>;
    type ParameterChangeDelay = ConstU64<{ 72 * HOUR }>;
    type MigrationDelay = ConstU64<{ 24 * HOUR }>;
    type Window = ConstU64<WINDOW>;
    type MaxPerAnnouncer = ConstU32<MOST>;
    type MaxDuePerBlock = ConstU32<DUE_PER_BLOCK>;
}

pub fn externalities() -> sp_io::TestExternalities {
    Closed::set(false);
    let balances = [ALICE, BOB, CARRIER].map(|who| (who, ENDOWMENT)).to_vec();
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances, dev_accounts: None },
        ..Default::default()
    };
    let mut ext = at_block_one::<Test>(genesis.build_storage().unwrap());
    ext.execute_with(|| Timestamp::set_timestamp(START));
    ext
}

/// Runs a test and checks afterwards what must always be true.
pub fn test(body: impl FnOnce()) {
    externalities().execute_with(|| {
        body();
        assert_sound();
    })
}

pub fn assert_sound() {
    Timelock::do_try_state().unwrap();
    msez_test_support::assert_money_is_accounted_for::<Test>();
}

pub fn now() -> Moment {
    Timestamp::get()
}

/// Lets time pass within a block, so that the agenda does not run.
pub fn after(time: Moment) {
    Timestamp::set_timestamp(now() + time);
}

/// Opens a block at a moment and runs its agenda.
pub fn block_at(moment: Moment) {
    run_to::<Test, AllPalletsWithSystem>(System::block_number() + 1);
    Timestamp::set_timestamp(moment);
    let mut meter = polkadot_sdk::frame_support::weights::WeightMeter::new();
    Timelock::work_off_agenda(&mut meter);
}

pub const SALT: [u8; 32] = [7; 32];

pub fn pay(to: AccountId, value: Balance) -> RuntimeCall {
    pallet_balances::Call::transfer_allow_death { dest: to, value }.into()
}

pub fn turn(value: u32) -> RuntimeCall {
    knob::Call::turn { value }.into()
}

pub fn commitment(announcer: Option<AccountId>, class: LockClass, call: &RuntimeCall) -> Digest {
    Timelock::commitment_of(announcer.as_ref(), class, call, &SALT)
}

/// Announces a call under its class.
pub fn announced(announcer: Option<AccountId>, call: &RuntimeCall) -> LockId {
    announced_as(announcer, TestClasses::class_of(call).unwrap(), call)
}

pub fn announced_as(announcer: Option<AccountId>, class: LockClass, call: &RuntimeCall) -> LockId {
    let origin = announcer.map_or(RuntimeOrigin::root(), RuntimeOrigin::signed);
    let id = crate::NextId::<Test>::get();
    Timelock::announce(origin, class, commitment(announcer, class, call)).unwrap();
    id
}

pub fn execute(
    id: LockId,
    call: &RuntimeCall,
) -> polkadot_sdk::frame_support::dispatch::DispatchResultWithPostInfo {
    Timelock::execute(RuntimeOrigin::signed(CARRIER), id, Box::new(call.clone()), SALT)
}

pub fn held(who: AccountId) -> Balance {
    use polkadot_sdk::frame_support::traits::fungible::InspectHold;
    Balances::balance_on_hold(&RuntimeHoldReason::Timelock(crate::HoldReason::Announcement), &who)
}

pub fn events() -> Vec<crate::Event<Test>> {
    let events = msez_test_support::events_of::<Test, crate::Event<Test>>();
    System::reset_events();
    events
}
