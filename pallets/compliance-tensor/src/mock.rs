//! A chain with nothing but the tensor, a clock and balances.

use core::cell::RefCell;

use msez_core::{
    AssetClass, ComplianceState, Coordinate, Digest, Domain, DomainSet, JurisdictionId, JurisdictionIndex,
    Moment, SubjectId, Tier,
};
use msez_tensor::Contribution;
use msez_traits::{AccreditationFault, Jurisdictions, Urgency};
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl, parameter_types,
        traits::{fungible::InspectHold, Hooks},
    },
    frame_system, pallet_balances, pallet_timestamp,
    sp_core::ConstU32,
    sp_io::{hashing::sha2_256, TestExternalities},
    sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, DispatchResult},
};

use crate as pallet_compliance_tensor;
use crate::SubjectKind;

pub type AccountId = AccountId32;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Timestamp: pallet_timestamp,
        Balances: pallet_balances,
        Tensor: pallet_compliance_tensor,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

pub const DEPOSIT: u64 = 10;
pub const MAX_DIRTY: u32 = 8;
pub const MAX_ROUTINE: u32 = 6;
pub const MAX_NEWCOMERS: u32 = 4;
pub const MAX_HISTORY: u32 = 6;

parameter_types! {
    pub static HistoryDepth: u32 = 4;
    pub const SubjectDeposit: u64 = DEPOSIT;
}

impl pallet_compliance_tensor::Config for Test {
    type Audit = ();
    type WeightInfo = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type SubjectDeposit = SubjectDeposit;
    type Jurisdictions = Registry;
    type HistoryDepth = HistoryDepth;
    type MaxHistory = ConstU32<MAX_HISTORY>;
    type MaxDocument = ConstU32<1_024>;
    type MaxDirty = ConstU32<MAX_DIRTY>;
    type MaxRoutine = ConstU32<MAX_ROUTINE>;
    type MaxNewcomers = ConstU32<MAX_NEWCOMERS>;
}

thread_local! {
    static PLACES: RefCell<Vec<(JurisdictionId, bool)>> = const { RefCell::new(Vec::new()) };
}

/// A registry in which `securities` need KYC and AML, parties need KYC, `oddity` needs nothing, and no other class is
/// admitted.
pub struct Registry;

impl Registry {
    pub fn register(text: &str) -> JurisdictionId {
        let id: JurisdictionId = text.parse().unwrap();
        PLACES.with_borrow_mut(|places| places.push((id, true)));
        id
    }

    pub fn set_active(id: &JurisdictionId, active: bool) {
        PLACES.with_borrow_mut(|places| {
            places.iter_mut().filter(|(place, _)| place == id).for_each(|(_, is)| *is = active)
        });
    }
}

impl Jurisdictions<AccountId> for Registry {
    fn index_of(id: &JurisdictionId) -> Option<JurisdictionIndex> {
        PLACES.with_borrow(|places| {
            let at = places.iter().position(|(place, _)| place == id)?;
            u16::try_from(at + 1).ok()
        })
    }

    fn id_of(index: JurisdictionIndex) -> Option<JurisdictionId> {
        PLACES.with_borrow(|places| places.get(usize::from(index).checked_sub(1)?).map(|(id, _)| *id))
    }

    fn is_active(id: &JurisdictionId) -> bool {
        PLACES.with_borrow(|places| places.contains(&(*id, true)))
    }

    fn fault_of(id: &JurisdictionId) -> Option<AccreditationFault> {
        (!Self::is_active(id)).then_some(AccreditationFault::JurisdictionSuspended)
    }

    fn is_authority(_: &JurisdictionId, _: &AccountId) -> bool {
        false
    }

    fn required_domains(id: &JurisdictionId, class: &AssetClass) -> Option<DomainSet> {
        Self::index_of(id)?;
        match class.as_str() {
            "securities" => Some([Domain::Kyc, Domain::Aml].into_iter().collect()),
            "party" => Some([Domain::Kyc].into_iter().collect()),
            "oddity" => Some(DomainSet::EMPTY),
            _ => None,
        }
    }

    fn min_issuer_tier(_: &JurisdictionId, _: &AssetClass) -> Option<Tier> {
        None
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(id: &JurisdictionId, _: &AccountId) {
        if Self::index_of(id).is_none() {
            PLACES.with_borrow_mut(|places| places.push((*id, true)));
        }
    }
}

pub fn account(n: u8) -> AccountId {
    AccountId32::new([n; 32])
}

pub fn difc() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

pub fn aifc() -> JurisdictionId {
    "kz-aifc".parse().unwrap()
}

pub fn class(text: &str) -> AssetClass {
    text.parse().unwrap()
}

pub fn document(n: u32) -> Vec<u8> {
    format!("genesis document {n}").into_bytes()
}

/// The id of the n-th subject.
pub fn subject(n: u32) -> SubjectId {
    SubjectId(sha2_256(&document(n)))
}

pub fn coordinate(subject: SubjectId, jurisdiction: JurisdictionId, domain: Domain) -> Coordinate {
    Coordinate { subject, jurisdiction, domain }
}

pub fn kyc(n: u32) -> Coordinate {
    coordinate(subject(n), difc(), Domain::Kyc)
}

pub fn says(id: u8, state: ComplianceState, from: Moment, until: Option<Moment>) -> Contribution {
    Contribution { attestation: Digest([id; 32]), state, valid_from: from, valid_until: until }
}

/// Registers the n-th subject as securities of account 1.
pub fn register(n: u32) -> DispatchResult {
    Tensor::register_subject(
        RuntimeOrigin::signed(account(1)),
        SubjectKind::Asset,
        subject(n),
        document(n).try_into().unwrap(),
        class("securities"),
    )
}

pub fn refold(coordinate: &Coordinate, live: &[Contribution]) -> Result<bool, DispatchError> {
    refold_as(coordinate, live, Urgency::Urgent)
}

pub fn refold_as(
    coordinate: &Coordinate,
    live: &[Contribution],
    urgency: Urgency,
) -> Result<bool, DispatchError> {
    <Tensor as msez_traits::Tensor>::refold(coordinate, live, urgency)
}

/// What the n-th block's time is.
pub fn time_of(block: u64) -> Moment {
    block * 1_000
}

pub fn now() -> Moment {
    pallet_timestamp::Now::<Test>::get()
}

fn begin_block(number: u64) {
    System::reset_events();
    System::set_block_number(number);
    <Tensor as Hooks<u64>>::on_initialize(number);
    pallet_timestamp::Now::<Test>::put(time_of(number));
}

fn end_block() {
    <Tensor as Hooks<u64>>::on_finalize(System::block_number());
}

/// Ends the current block, checks every invariant, and begins the next.
pub fn next_block() {
    end_block();
    Tensor::check_state().unwrap();
    begin_block(System::block_number() + 1);
}

pub fn run_to(block: u64) {
    while System::block_number() < block {
        next_block();
    }
}

pub fn ext_with(subjects: &[(&str, &str)]) -> TestExternalities {
    PLACES.with_borrow_mut(Vec::clear);
    Registry::register("uae-difc");
    Registry::register("kz-aifc");
    HistoryDepth::set(4);
    let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    pallet_balances::GenesisConfig::<Test> {
        balances: vec![(account(1), 1_000_000), (account(2), DEPOSIT)],
        ..Default::default()
    }
    .assimilate_storage(&mut storage)
    .unwrap();
    pallet_compliance_tensor::GenesisConfig::<Test> {
        subjects: subjects.iter().map(|(class, text)| (class.to_string(), text.to_string())).collect(),
        ..Default::default()
    }
    .assimilate_storage(&mut storage)
    .unwrap();
    let mut ext = TestExternalities::new(storage);
    ext.execute_with(|| begin_block(1));
    ext
}

/// Runs a test in block 1, then ends the block and checks every invariant.
pub fn test(run: impl FnOnce()) {
    ext_with(&[]).execute_with(|| {
        run();
        end_block();
        Tensor::check_state().unwrap();
        let held_by_all = held(&account(1)) + held(&account(2));
        let registered = crate::Subjects::<Test>::iter_values().filter(|s| s.registrant.is_some()).count();
        assert_eq!(held_by_all, DEPOSIT * registered as u64, "holds are the deposits");
        assert_eq!(pallet_balances::TotalIssuance::<Test>::get(), 1_000_000 + DEPOSIT);
    });
}

/// What is held of an account.
pub fn held(who: &AccountId) -> u64 {
    <Balances as InspectHold<AccountId>>::total_balance_on_hold(who)
}

pub fn events() -> Vec<crate::Event<Test>> {
    System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Tensor(event) => Some(event),
            _ => None,
        })
        .collect()
}
