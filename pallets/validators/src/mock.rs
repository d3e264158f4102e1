//! A runtime with balances, bonds, offences and sessions with history.

use crate as pallet_validators;
use codec::Encode;
use msez_test_support::{at_block_one, run_blocks};
use msez_traits::{Balance, Role};
use pallet_bonds::{Shares, Terms};
use pallet_session::{disabling::UpToLimitDisablingStrategy, historical as pallet_session_historical};
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl, parameter_types,
        traits::{ConstU128, ConstU32, ConstU64, Contains, VariantCountOf},
    },
    frame_system, pallet_balances, pallet_offences,
    sp_core::crypto::key_types::DUMMY,
    sp_io,
    sp_runtime::{
        impl_opaque_keys, testing::UintAuthorityId, BuildStorage, DispatchResult, Perbill, RuntimeAppPublic,
    },
    sp_session::MembershipProof,
    sp_staking::{
        offence::{Kind, Offence},
        SessionIndex,
    },
};

pub type AccountId = u64;
pub const ED: Balance = 10;
pub const MINIMUM: Balance = 100;
pub const BOND: Balance = 1_000;
pub const ENDOWMENT: Balance = 10_000;
pub const TREASURY: AccountId = 100;
/// Blocks in a session.
pub const SESSION: u64 = 5;
/// Sessions for which evidence is accepted.
pub const ACCOUNTABLE: SessionIndex = 4;
pub const REPORTER: AccountId = 50;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Bonds: pallet_bonds,
        Validators: pallet_validators,
        Offences: pallet_offences,
        Historical: pallet_session_historical,
        Session: pallet_session,
    }
);

pub struct NotPurge;
impl Contains<RuntimeCall> for NotPurge {
    fn contains(call: &RuntimeCall) -> bool {
        !matches!(call, RuntimeCall::Session(pallet_session::Call::purge_keys { .. }))
    }
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
    type BaseCallFilter = NotPurge;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<ED>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

parameter_types! {
    pub const CustodyId: polkadot_sdk::frame_support::PalletId = polkadot_sdk::frame_support::PalletId(*b"msez/bnd");
    pub const Treasury: AccountId = TREASURY;
    pub static MinValidators: u32 = 2;
    pub static MinBond: Balance = MINIMUM;
    pub const MinSlash: Perbill = Perbill::from_percent(10);
}

pub struct TestTerms;
impl Terms<u64> for TestTerms {
    fn minimum(_: Role) -> Balance {
        MinBond::get()
    }
    fn unbonding_delay(_: Role) -> u64 {
        SESSION * u64::from(ACCOUNTABLE + 1)
    }
    fn shares(_: Role) -> Shares {
        Shares { reporters: Perbill::from_percent(10), harmed: Perbill::from_percent(50) }
    }
}

impl pallet_bonds::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type AssetId = u32;
    type Assets = pallet_bonds::NoAssets;
    type Rates = pallet_bonds::NoAssets;
    type AdminOrigin = frame_system::EnsureRoot<AccountId>;
    type PalletId = CustodyId;
    type MaxCurrencies = ConstU32<4>;
    type Terms = TestTerms;
    type Guard = Validators;
    type Treasury = Treasury;
    type UnbondingStep = ConstU64<SESSION>;
    type MaxUnbonding = ConstU32<8>;
    type WeightInfo = ();
}

impl_opaque_keys! {
    pub struct Keys {
        pub dummy: UintAuthorityId,
    }
}

impl pallet_session::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = AccountId;
    type ValidatorIdOf = pallet_validators::ValidatorIdOf<Test>;
    type ShouldEndSession = pallet_session::PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
    type NextSessionRotation = pallet_session::PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
    type SessionManager = pallet_session_historical::NoteHistoricalRoot<Test, Validators>;
    type SessionHandler = pallet_session::TestSessionHandler;
    type Keys = Keys;
    type DisablingStrategy = UpToLimitDisablingStrategy;
    type WeightInfo = ();
    type Currency = Balances;
    type KeyDeposit = ConstU128<5>;
}

impl pallet_session_historical::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = pallet_validators::UnitIdentificationOf<Test>;
}

impl pallet_offences::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type IdentificationTuple = pallet_session_historical::IdentificationTuple<Test>;
    type OnOffenceHandler = Validators;
}

impl crate::Config for Test {
    type AdmissionOrigin = frame_system::EnsureRoot<AccountId>;
    type Bonds = Bonds;
    type MaxAdmitted = ConstU32<8>;
    type MaxValidators = ConstU32<6>;
    type MinValidators = MinValidators;
    type MinSlash = MinSlash;
    type AccountableSessions = ConstU32<ACCOUNTABLE>;
    type WeightInfo = ();
}

/// A chain on which accounts 1 to `validators` validate with [`BOND`], and 1 to 20 have money.
pub fn externalities(validators: u64) -> sp_io::TestExternalities {
    MinValidators::set(2);
    MinBond::set(MINIMUM);
    let mut balances: Vec<_> = (1..=20).map(|who| (who, ENDOWMENT)).collect();
    balances.extend([(TREASURY, ED), (REPORTER, ED)]);
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances, dev_accounts: None },
        validators: pallet_validators::GenesisConfig {
            validators: (1..=validators).map(|who| (who, BOND)).collect(),
        },
        session: pallet_session::GenesisConfig {
            keys: (1..=validators).map(|who| (who, who, keys(who))).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    at_block_one::<Test>(genesis.build_storage().unwrap())
}

/// Runs a test with four validators and checks afterwards what must always be true.
pub fn test(body: impl FnOnce()) {
    test_with(4, body)
}

pub fn test_with(validators: u64, body: impl FnOnce()) {
    externalities(validators).execute_with(|| {
        body();
        assert_sound();
    })
}

pub fn assert_sound() {
    crate::try_state::do_try_state::<Test>().unwrap();
    assert!(pallet_session::DisabledValidators::<Test>::get().windows(2).all(|pair| pair[0].0 < pair[1].0));
    msez_test_support::assert_money_is_accounted_for::<Test>();
}

pub fn keys(n: u64) -> Keys {
    Keys { dummy: UintAuthorityId(n) }
}

/// Registers session keys with the proof that they are his.
pub fn set_keys(who: AccountId, n: u64) -> DispatchResult {
    let proof = (UintAuthorityId(n).generate_proof_of_possession(&who.encode()).unwrap(),).encode();
    Session::set_keys(RuntimeOrigin::signed(who), keys(n), proof)
}

/// Admitted, bonded and with keys.
pub fn prepare(who: AccountId) {
    use polkadot_sdk::frame_support::assert_ok;
    assert_ok!(Validators::admit(RuntimeOrigin::root(), who));
    assert_ok!(Bonds::bond(RuntimeOrigin::signed(who), Role::Validator, BOND));
    assert_ok!(set_keys(who, who));
}

/// Runs to the first block of the next session.
pub fn next_session() {
    let session = Session::current_index();
    while Session::current_index() == session {
        run_blocks::<Test, AllPalletsWithSystem>(1);
    }
}

pub fn next_sessions(count: u32) {
    (0..count).for_each(|_| next_session());
}

/// The running set.
pub fn set() -> Vec<AccountId> {
    Session::validators()
}

pub fn is_disabled(who: AccountId) -> bool {
    Session::disabled_validators().iter().any(|index| set()[*index as usize] == who)
}

/// A proof that the key is in the running set.
pub fn prove(key: u64) -> MembershipProof {
    use polkadot_sdk::frame_support::traits::KeyOwnerProofSystem;
    Historical::prove((DUMMY, key.encode())).unwrap()
}

/// Whose key the proof shows it to be.
pub fn owner(key: u64, proof: MembershipProof) -> Option<AccountId> {
    use polkadot_sdk::frame_support::traits::KeyOwnerProofSystem;
    Historical::check_proof((DUMMY, key.encode()), proof).map(|(who, ())| who)
}

/// An offence of a kind of its own.
#[derive(Clone)]
pub struct Equivocation {
    pub offenders: Vec<AccountId>,
    pub session: SessionIndex,
    pub slot: u64,
    pub fraction: Perbill,
}

pub const EQUIVOCATION: Kind = *b"test:equivocatio";

impl Offence<(AccountId, ())> for Equivocation {
    const ID: Kind = EQUIVOCATION;
    type Slot = u64;
    fn offenders(&self) -> Vec<(AccountId, ())> {
        self.offenders.iter().map(|who| (*who, ())).collect()
    }
    fn session_index(&self) -> SessionIndex {
        self.session
    }
    fn validator_set_count(&self) -> u32 {
        4
    }
    fn slot(&self) -> u64 {
        self.slot
    }
    fn slash_fraction(&self, _: u32) -> Perbill {
        self.fraction
    }
}

/// An equivocation in the running session.
pub fn equivocation(who: AccountId, percent: u32) -> Equivocation {
    Equivocation {
        offenders: vec![who],
        session: Session::current_index(),
        slot: System::block_number(),
        fraction: Perbill::from_percent(percent),
    }
}
