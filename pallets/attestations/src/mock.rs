//! A runtime with a registry and a tensor that only remember; both keep what they know in storage, so a refused call
//! leaves nothing behind in them either.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_core::{
    AssetClass, ComplianceState, Coordinate, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Moment,
    SubjectId, Tier,
};
use msez_tensor::Contribution;
use msez_traits::{AccreditationFault, Accreditations, Jurisdictions, Tensor, Urgency};
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl,
        storage::unhashed,
        traits::{ConstU32, ConstU64, Hooks, LinearStoragePrice},
        weights::{Weight, WeightMeter},
    },
    frame_system::{self, EnsureRoot},
    pallet_balances, pallet_timestamp, sp_io,
    sp_runtime::{
        traits::{IdentityLookup, Zero},
        AccountId32, BuildStorage, DispatchError, MultiSignature,
    },
};

use crate as pallet_attestations;

pub type AccountId = AccountId32;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime! {
    pub enum Test {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        Attestations: pallet_attestations = 61,
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
    type ExistentialDeposit = polkadot_sdk::frame_support::traits::ConstU128<1>;
    type RuntimeHoldReason = RuntimeHoldReason;
}

pub struct PerEntry;
impl polkadot_sdk::sp_core::Get<Balance> for PerEntry {
    fn get() -> Balance {
        100
    }
}
pub struct PerByte;
impl polkadot_sdk::sp_core::Get<Balance> for PerByte {
    fn get() -> Balance {
        1
    }
}

pub const LEAD: Moment = 30 * DAY;
pub const VALIDITY: Moment = 365 * DAY;
pub const GRACE: Moment = 7 * DAY;
pub const DAY: Moment = 86_400_000;

impl pallet_attestations::Config for Test {
    type Audit = ();
    type WeightInfo = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice = LinearStoragePrice<PerEntry, PerByte, Balance>;
    type Signature = MultiSignature;
    type Jurisdictions = Registry;
    type Accreditations = Registry;
    type Tensor = Cells;
    type RulingOrigin = EnsureRoot<AccountId>;
    type MaxPerCell = ConstU32<4>;
    type MaxLeadTime = ConstU64<LEAD>;
    type MaxValidity = ConstU64<VALIDITY>;
    type RemovalGrace = ConstU64<GRACE>;
    type MaxDuePerBlock = ConstU32<8>;
}

fn key(parts: impl Encode) -> Vec<u8> {
    ("mock", parts).encode()
}

/// What is wrong with an accreditation in the mock; 0 is nothing.
const FAULTS: [Option<AccreditationFault>; 4] = [
    None,
    Some(AccreditationFault::NotAccredited),
    Some(AccreditationFault::IssuerSuspended),
    Some(AccreditationFault::AccreditationExpired),
];

pub struct Registry;

impl Registry {
    pub fn register(id: JurisdictionId, authority: &AccountId) {
        unhashed::put(&key(("jurisdiction", id)), &(None::<AccreditationFault>, authority.clone()));
    }
    pub fn suspend(id: JurisdictionId) {
        Self::close(id, AccreditationFault::JurisdictionSuspended);
    }
    pub fn close(id: JurisdictionId, fault: AccreditationFault) {
        let (_, authority) = Self::get(&id).unwrap();
        unhashed::put(&key(("jurisdiction", id)), &(Some(fault), authority));
    }
    pub fn accredit(issuer: &AccountId, id: JurisdictionId, domain: Domain) {
        Self::set_fault(issuer, id, domain, None);
    }
    pub fn set_fault(
        issuer: &AccountId,
        id: JurisdictionId,
        domain: Domain,
        fault: Option<AccreditationFault>,
    ) {
        let code = FAULTS.iter().position(|f| *f == fault).unwrap();
        unhashed::put(&key(("accreditation", issuer, id, domain)), &u8::try_from(code).unwrap());
    }
    /// Asks for a tier in a class. Whoever is accredited in the mock has tier 1.
    pub fn ask_for(id: JurisdictionId, class: AssetClass, minimum: Tier) {
        unhashed::put(&key(("minimum", id, class)), &minimum);
    }
    fn get(id: &JurisdictionId) -> Option<(Option<AccreditationFault>, AccountId)> {
        unhashed::get(&key(("jurisdiction", id)))
    }
}

impl Jurisdictions<AccountId> for Registry {
    fn index_of(id: &JurisdictionId) -> Option<JurisdictionIndex> {
        Self::get(id).map(|_| 1)
    }
    fn id_of(_: JurisdictionIndex) -> Option<JurisdictionId> {
        None
    }
    fn is_active(id: &JurisdictionId) -> bool {
        Self::fault_of(id).is_none()
    }
    fn fault_of(id: &JurisdictionId) -> Option<AccreditationFault> {
        Self::get(id).map_or(Some(AccreditationFault::UnknownJurisdiction), |(fault, _)| fault)
    }
    fn is_authority(id: &JurisdictionId, who: &AccountId) -> bool {
        Self::get(id).is_some_and(|(_, authority)| authority == *who)
    }
    fn required_domains(_: &JurisdictionId, _: &AssetClass) -> Option<DomainSet> {
        None
    }
    fn min_issuer_tier(id: &JurisdictionId, class: &AssetClass) -> Option<Tier> {
        unhashed::get(&key(("minimum", id, class)))
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(id: &JurisdictionId, authority: &AccountId) {
        Self::register(*id, authority);
    }
}

impl Accreditations<AccountId> for Registry {
    fn tier(
        issuer: &AccountId,
        jurisdiction: &JurisdictionId,
        domain: Domain,
    ) -> Result<Tier, AccreditationFault> {
        if let Some(fault) = Self::fault_of(jurisdiction) {
            return Err(fault);
        }
        let code: Option<u8> = unhashed::get(&key(("accreditation", issuer, jurisdiction, domain)));
        let fault = code.map_or(Some(AccreditationFault::NotAccredited), |code| FAULTS[usize::from(code)]);
        fault.map_or(Ok(Tier(1)), Err)
    }
    fn is_suspended(issuer: &AccountId, jurisdiction: &JurisdictionId, domain: Domain) -> bool {
        let code: Option<u8> = unhashed::get(&key(("accreditation", issuer, jurisdiction, domain)));
        code.is_some_and(|code| FAULTS[usize::from(code)] == Some(AccreditationFault::IssuerSuspended))
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_accredit(issuer: &AccountId, jurisdiction: &JurisdictionId, domain: Domain) {
        Self::accredit(issuer, *jurisdiction, domain);
    }
}

/// What was folded last on a coordinate.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Folding {
    pub times: u32,
    pub at: Moment,
    pub live: Vec<Contribution>,
}

/// What a changed cell adds to the flush of the mock.
pub const FLUSH: Weight = Weight::from_parts(7_000_000, 7_000);

/// What a cell of the mock keeps for good.
pub const CELL_ENTRIES: [u32; 2] = [30, 400];

pub struct Cells;

impl Cells {
    pub fn register(subject: SubjectId) {
        unhashed::put(&key(("subject", subject)), &());
    }
    /// From now on every change is refused, or none.
    pub fn set_refusing(refusing: bool) {
        unhashed::put(&key("refusing"), &refusing);
    }
    /// From now on there is room only for what is urgent, or for everything.
    pub fn set_crowded(crowded: bool) {
        unhashed::put(&key("crowded"), &crowded);
    }
    pub fn folding(coordinate: &Coordinate) -> Folding {
        unhashed::get(&key(("fold", coordinate))).unwrap_or(Folding { times: 0, at: 0, live: Vec::new() })
    }
    /// What a cell says now that was folded for the last time when it was.
    pub fn cell_says(coordinate: &Coordinate) -> ComplianceState {
        let Folding { at, live, .. } = Self::folding(coordinate);
        let folded = msez_tensor::fold::<msez_tensor::SoftKeccak>(&live, at);
        let cell = msez_tensor::Cell {
            state: folded.state,
            from: at,
            until: folded.valid_until,
            version: 1,
            attestations_root: folded.attestations_root,
        };
        cell.state_at(now())
    }

    /// The state that the real folding gives now for what was folded last.
    pub fn state(coordinate: &Coordinate) -> ComplianceState {
        msez_tensor::fold::<msez_tensor::SoftKeccak>(&Self::folding(coordinate).live, now()).state
    }
}

impl Tensor for Cells {
    fn class_of(subject: &SubjectId) -> Option<AssetClass> {
        unhashed::exists(&key(("subject", subject))).then(class)
    }
    fn refold(
        coordinate: &Coordinate,
        live: &[Contribution],
        urgency: Urgency,
    ) -> Result<bool, DispatchError> {
        let before = Self::folding(coordinate);
        let times = before.times + 1;
        unhashed::put(&key(("fold", coordinate)), &Folding { times, at: now(), live: live.to_vec() });
        if unhashed::get_or_default(&key("refusing")) {
            return Err(DispatchError::Other("the tensor is full"));
        }
        if urgency == Urgency::Routine && unhashed::get_or_default(&key("crowded")) {
            return Err(DispatchError::Other("the block is crowded"));
        }
        // As the real one: where the content changed.
        let content = |live: &[Contribution], at| {
            let folded = msez_tensor::fold::<msez_tensor::SoftKeccak>(live, at);
            (folded.state, folded.valid_until, folded.attestations_root)
        };
        let changed = content(&before.live, before.at) != content(live, now());
        if changed {
            unhashed::put(&key(("cell", coordinate)), &true);
        }
        Ok(changed)
    }
    fn flush_weight() -> Weight {
        FLUSH
    }
    fn has_cell(coordinate: &Coordinate) -> bool {
        // As the real one: from the first content on.
        unhashed::get_or_default(&key(("cell", coordinate)))
    }
    fn cell_entries() -> Vec<u32> {
        CELL_ENTRIES.to_vec()
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(subject: &SubjectId) {
        Self::register(*subject);
    }
}

/// The first moment of every test.
pub const START: Moment = 20_000 * DAY;

pub fn now() -> Moment {
    pallet_timestamp::Now::<Test>::get()
}

/// The next block, at this moment.
pub fn block_at(moment: Moment) {
    block_with(moment, &mut WeightMeter::new());
}

/// The next block, at this moment, with so much weight for the agenda.
pub fn block_with(moment: Moment, meter: &mut WeightMeter) {
    let number = System::block_number() + 1;
    System::set_block_number(number);
    Timestamp::set_timestamp(moment);
    Attestations::on_poll(number, meter);
}

/// Nobody in particular.
pub fn account(n: u8) -> AccountId {
    AccountId::new([n; 32])
}

pub fn authority() -> AccountId {
    account(100)
}

pub fn jurisdiction() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

/// The class of every subject.
pub fn class() -> AssetClass {
    AssetClass::party()
}

pub fn subject() -> SubjectId {
    SubjectId([7; 32])
}

pub const RICH: Balance = 1_000_000;

/// Chain with one jurisdiction, its authority, one subject, issuers 1 to 9 (accredited for KYC), and rich people.
pub fn chain() -> sp_io::TestExternalities {
    let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    let balances = (0..=110).map(|n| (account(n), RICH)).collect();
    pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
        .assimilate_storage(&mut storage)
        .unwrap();
    let mut chain = sp_io::TestExternalities::new(storage);
    let keystore = polkadot_sdk::sp_keystore::testing::MemoryKeystore::new();
    chain.register_extension(polkadot_sdk::sp_keystore::KeystoreExt::new(keystore));
    chain.execute_with(|| {
        System::set_block_number(1);
        Timestamp::set_timestamp(START);
        Registry::register(jurisdiction(), &authority());
        Cells::register(subject());
        (1..10).for_each(|n| Registry::accredit(&account(n), jurisdiction(), Domain::Kyc));
    });
    chain
}

/// What is held of everybody for a reason.
pub fn held_for(reason: pallet_attestations::HoldReason) -> Balance {
    use polkadot_sdk::frame_support::traits::fungible::InspectHold;
    let reason = reason.into();
    frame_system::Account::<Test>::iter_keys().map(|who| Balances::balance_on_hold(&reason, &who)).sum()
}

/// Runs a test, then checks that everything agrees and that no deposit was lost.
pub fn run(test: impl FnOnce()) {
    chain().execute_with(|| {
        let issuance = Balances::total_issuance();
        test();
        Attestations::do_try_state().unwrap();
        assert_eq!(Balances::total_issuance(), issuance);
        let deposits: Balance =
            pallet_attestations::Attestations::<Test>::iter_values().map(|r| r.deposit).sum();
        assert_eq!(held_for(pallet_attestations::HoldReason::Attestation), deposits);
        // What stays for good.
        let windows = pallet_attestations::Nonces::<Test>::iter_keys().count() as Balance;
        let nonces = held_for(pallet_attestations::HoldReason::Nonces);
        assert_eq!(nonces, windows * Attestations::nonces_deposit());
        let cells = held_for(pallet_attestations::HoldReason::Cell);
        assert_eq!(cells % Attestations::cell_deposit(), 0);
        let held: Balance = frame_system::Account::<Test>::iter_values().map(|a| a.data.reserved).sum();
        assert_eq!(held, deposits + nonces + cells);
        assert!(!Balances::total_issuance().is_zero());
    });
}
