//! A runtime with a registry of jurisdictions and a tensor that only remember, in storage: a refused call leaves nothing
//! behind in them either. The ledger of units is the SDK's, without its calls.

use alloc::vec::Vec;
use codec::Encode;
use msez_asset::{ComplianceFault, ControlRule, Controller, Country, Family, Genesis, Permissions};
use msez_core::{
    AssetClass, ComplianceState, Digest, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Moment,
    SubjectId, Tier,
};
use msez_traits::{AccreditationFault, Compliance, Jurisdictions, LockClass, Subjects, TimeLocks};
use polkadot_sdk::{
    frame_support::{
        assert_ok, construct_runtime, derive_impl, parameter_types,
        storage::unhashed,
        traits::{
            AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, LinearStoragePrice, NeverEnsureOrigin,
        },
        weights::Weight,
    },
    frame_system::{self, EnsureRoot},
    pallet_assets, pallet_balances, pallet_timestamp, sp_io,
    sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, DispatchResult},
};

use crate as pallet_smart_assets;

pub type AccountId = AccountId32;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime! {
    pub enum Test {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        SmartAssets: pallet_smart_assets = 60,
        Ledger: pallet_assets exclude_parts { Call } = 63,
    }
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
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

impl pallet_assets::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type Balance = u128;
    type RemoveItemsLimit = ConstU32<1>;
    type AssetId = SubjectId;
    type AssetIdParameter = SubjectId;
    type ReserveData = ();
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
    type ForceOrigin = NeverEnsureOrigin<AccountId>;
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
    type BenchmarkHelper = Ids;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Ids;
#[cfg(feature = "runtime-benchmarks")]
impl pallet_assets::BenchmarkHelper<SubjectId, ()> for Ids {
    fn create_asset_id_parameter(id: u32) -> SubjectId {
        SubjectId([id as u8; 32])
    }
    fn create_reserve_id_parameter(_: u32) {}
}

parameter_types! {
    pub const PerEntry: Balance = 100;
    pub const PerByte: Balance = 1;
    pub UnitsOwner: AccountId = account(250);
}

pub const DAY: Moment = 86_400_000;
pub const OFFER: Moment = 7 * DAY;
pub const DELAY: Moment = 3 * DAY;
pub const WINDOW: Moment = 2 * DAY;

impl pallet_smart_assets::Config for Test {
    type Audit = ();
    type WeightInfo = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice = LinearStoragePrice<PerEntry, PerByte, Balance>;
    type Units = Ledger;
    type UnitsOwner = UnitsOwner;
    type Jurisdictions = Registry;
    type Compliance = Cells;
    type Subjects = Cells;
    type PolicyOrigin = EnsureRoot<AccountId>;
    type MaxDocuments = ConstU32<3>;
    type OfferPeriod = ConstU64<OFFER>;
    type TimeLocks = Locks;
}

/// The time locks' terms; no class but the one that recoveries wait under has this delay.
pub struct Locks;
impl TimeLocks for Locks {
    fn delay(class: LockClass) -> Moment {
        match class {
            LockClass::Withdrawal => DELAY,
            LockClass::ParameterChange | LockClass::Migration => 1,
        }
    }
    fn window() -> Moment {
        WINDOW
    }
}

fn key(parts: impl Encode) -> Vec<u8> {
    ("mock", parts).encode()
}

/// Jurisdictions: `uae-difc` under account 100 and `sg-mas` under account 101. They admit securities and parties.
pub struct Registry;

impl Registry {
    pub fn set_active(id: &JurisdictionId, active: bool) {
        unhashed::put(&key(("closed", id)), &!active);
    }
}

impl Jurisdictions<AccountId> for Registry {
    fn index_of(id: &JurisdictionId) -> Option<JurisdictionIndex> {
        [home(), abroad()].iter().position(|known| known == id).map(|at| at as u16 + 1)
    }
    fn id_of(index: JurisdictionIndex) -> Option<JurisdictionId> {
        [home(), abroad()].get(usize::from(index) - 1).copied()
    }
    fn is_active(id: &JurisdictionId) -> bool {
        Self::index_of(id).is_some() && !unhashed::get_or_default::<bool>(&key(("closed", id)))
    }
    fn fault_of(id: &JurisdictionId) -> Option<AccreditationFault> {
        (!Self::is_active(id)).then_some(AccreditationFault::JurisdictionSuspended)
    }
    fn is_authority(id: &JurisdictionId, who: &AccountId) -> bool {
        (*id == home() && *who == account(100)) || (*id == abroad() && *who == account(101))
    }
    fn required_domains(_: &JurisdictionId, class: &AssetClass) -> Option<DomainSet> {
        let admitted = [securities(), AssetClass::party()].contains(class);
        admitted.then(|| [Domain::Kyc].into_iter().collect())
    }
    fn min_issuer_tier(_: &JurisdictionId, _: &AssetClass) -> Option<Tier> {
        None
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(_: &JurisdictionId, _: &AccountId) {}
}

/// The tensor: whom it knows, and who does not pass.
pub struct Cells;

impl Cells {
    pub fn register(subject: SubjectId, class: AssetClass) {
        unhashed::put(&key(("class", subject)), &class);
    }
    pub fn set_passing(subject: SubjectId, passing: bool) {
        unhashed::put(&key(("failing", subject)), &!passing);
    }
    /// The next registration is refused, or none.
    pub fn set_full(full: bool) {
        unhashed::put(&key("full"), &full);
    }
}

pub const FAULT: ComplianceFault =
    ComplianceFault::Domain { domain: Domain::Kyc, state: ComplianceState::Expired };

impl Compliance for Cells {
    fn faults(subject: &SubjectId, jurisdiction: &JurisdictionId) -> Vec<ComplianceFault> {
        if !unhashed::exists(&key(("class", subject))) {
            return vec![ComplianceFault::UnknownSubject];
        }
        let mut faults = Vec::new();
        if !Registry::is_active(jurisdiction) {
            faults.push(ComplianceFault::JurisdictionNotActive);
        }
        if unhashed::get_or_default::<bool>(&key(("failing", subject))) {
            faults.push(FAULT);
        }
        faults
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_pass(_: &SubjectId, _: &JurisdictionId) {}
}

impl Subjects<AccountId> for Cells {
    fn class_of(subject: &SubjectId) -> Option<AssetClass> {
        unhashed::get(&key(("class", subject)))
    }
    fn register_asset(id: SubjectId, class: AssetClass, _: &AccountId, _: u32) -> DispatchResult {
        Self::register(id, class);
        // After writing, to show that nothing stays.
        if unhashed::get_or_default::<bool>(&key("full")) {
            return Err(DispatchError::Other("the tensor is full"));
        }
        Ok(())
    }
    fn registration_weight() -> Weight {
        Weight::from_parts(1_000, 10)
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_party(party: &SubjectId) {
        Self::register(*party, AssetClass::party());
    }
}

/// The first moment of every test.
pub const START: Moment = 20_000 * DAY;

pub fn at(moment: Moment) {
    pallet_timestamp::Now::<Test>::put(moment);
}

pub fn account(n: u8) -> AccountId {
    AccountId::new([n; 32])
}

pub fn by(n: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(n))
}

pub fn home() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

pub fn abroad() -> JurisdictionId {
    "sg-mas".parse().unwrap()
}

pub fn securities() -> AssetClass {
    "securities".parse().unwrap()
}

pub fn country(text: &str) -> Country {
    text.parse().unwrap()
}

/// The party of a number.
pub fn party(n: u8) -> SubjectId {
    SubjectId([n; 32])
}

/// Accounts 1 to 3 may do everything, two of them together; account 9 may set documents, alone.
pub fn board() -> ControlRule<AccountId> {
    let mut controllers: Vec<_> =
        (1..=3).map(|n| Controller { account: account(n), permissions: Permissions::ALL }).collect();
    let permissions = Permissions::NONE.with(Family::Documents);
    controllers.push(Controller { account: account(9), permissions });
    ControlRule { controllers, thresholds: [1, 2, 2, 2, 2, 2, 2] }
}

/// A document of issuer 1.
pub fn genesis(control: ControlRule<AccountId>) -> Genesis<AccountId> {
    Genesis {
        schema: Digest([0x11; 32]),
        issuer: account(1),
        class: securities(),
        jurisdiction: home(),
        policy: Digest([0x33; 32]),
        control,
    }
}

/// Registers and gives the id.
pub fn registered(control: ControlRule<AccountId>) -> SubjectId {
    let genesis = genesis(control);
    assert_ok!(SmartAssets::register(by(1), genesis.clone()));
    genesis.id(sp_io::hashing::sha2_256)
}

/// An asset of account 1 alone, bound to its home.
pub fn bound() -> SubjectId {
    let id = registered(ControlRule::sole(account(1)));
    assert_ok!(SmartAssets::bind(by(1), id, 1));
    id
}

/// An asset of account 1 alone with units; accounts 10 to 13 of parties 10 to 13 are admitted, two in AE, two in SG, and
/// account 10 has 100 units.
pub fn with_units() -> SubjectId {
    let id = bound();
    assert_ok!(SmartAssets::create_units(by(1), id, version(id), msez_asset::UnitRules::OPEN));
    for (n, place) in [(10, "AE"), (11, "AE"), (12, "SG"), (13, "SG")] {
        Cells::register(party(n), AssetClass::party());
        assert_ok!(SmartAssets::admit(by(1), id, version(id), account(n), party(n), country(place)));
    }
    assert_ok!(SmartAssets::mint(by(1), id, version(id), account(10), 100));
    id
}

pub fn version(id: SubjectId) -> u64 {
    pallet_smart_assets::Assets::<Test>::get(id).unwrap().version
}

pub fn units(id: SubjectId, n: u8) -> u128 {
    Ledger::balance(id, account(n))
}

pub const RICH: Balance = 10_000_000;

/// Runs a test, then checks that everything agrees and that no money was lost.
pub fn run(test: impl FnOnce()) {
    let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    let balances = (0..=110).map(|n| (account(n), RICH)).collect();
    pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
        .assimilate_storage(&mut storage)
        .unwrap();
    sp_io::TestExternalities::new(storage).execute_with(|| {
        System::set_block_number(1);
        at(START);
        let issuance = Balances::total_issuance();
        test();
        SmartAssets::do_try_state().unwrap();
        assert_eq!(Balances::total_issuance(), issuance);
    });
}
