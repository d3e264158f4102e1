//! A runtime with a registry and a tensor that only remember; both keep what they know in storage, so a refused call
//! leaves nothing behind in them either.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_core::{
    AssetClass, ComplianceState, Coordinate, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Moment,
    SubjectId, Tier,
};
use msez_tensor::Contribution;
use msez_traits::{AccreditationFault, Accreditations, Jurisdictions, Tensor};
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl,
        storage::unhashed,
        traits::{ConstU32, ConstU64, Hooks, LinearStoragePrice},
        weights::WeightMeter,
    },
    frame_system::{self, EnsureRoot},
    pallet_balances, pallet_timestamp, sp_io,
    sp_runtime::{
        traits::{IdentityLookup, Zero},
        AccountId32, BuildStorage, DispatchError, DispatchResult, MultiSignature,
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

pub struct PerAttestation;
impl polkadot_sdk::sp_core::Get<Balance> for PerAttestation {
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
    type WeightInfo = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice = LinearStoragePrice<PerAttestation, PerByte, Balance>;
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
        unhashed::put(&key(("jurisdiction", id)), &(true, authority.clone()));
    }
    pub fn suspend(id: JurisdictionId) {
        let (_, authority) = Self::get(&id).unwrap();
        unhashed::put(&key(("jurisdiction", id)), &(false, authority));
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
    fn get(id: &JurisdictionId) -> Option<(bool, AccountId)> {
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
        Self::get(id).is_some_and(|(active, _)| active)
    }
    fn is_authority(id: &JurisdictionId, who: &AccountId) -> bool {
        Self::get(id).is_some_and(|(_, authority)| authority == *who)
    }
    fn required_domains(_: &JurisdictionId, _: &AssetClass) -> Option<DomainSet> {
        None
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
        let (active, _) = Self::get(jurisdiction).ok_or(AccreditationFault::UnknownJurisdiction)?;
        if !active {
            return Err(AccreditationFault::JurisdictionSuspended);
        }
        let code: Option<u8> = unhashed::get(&key(("accreditation", issuer, jurisdiction, domain)));
        let fault = code.map_or(Some(AccreditationFault::NotAccredited), |code| FAULTS[usize::from(code)]);
        fault.map_or(Ok(Tier(1)), Err)
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

pub struct Cells;

impl Cells {
    pub fn register(subject: SubjectId) {
        unhashed::put(&key(("subject", subject)), &());
    }
    /// From now on every change is refused, or none.
    pub fn set_refusing(refusing: bool) {
        unhashed::put(&key("refusing"), &refusing);
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
    fn is_registered(subject: &SubjectId) -> bool {
        unhashed::exists(&key(("subject", subject)))
    }
    fn refold(coordinate: &Coordinate, live: &[Contribution]) -> DispatchResult {
        let times = Self::folding(coordinate).times + 1;
        unhashed::put(&key(("fold", coordinate)), &Folding { times, at: now(), live: live.to_vec() });
        if unhashed::get_or_default(&key("refusing")) {
            return Err(DispatchError::Other("the tensor is full"));
        }
        Ok(())
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

/// Runs a test, then checks that everything agrees and that no deposit was lost.
pub fn run(test: impl FnOnce()) {
    chain().execute_with(|| {
        let issuance = Balances::total_issuance();
        test();
        Attestations::do_try_state().unwrap();
        assert_eq!(Balances::total_issuance(), issuance);
        let deposits: Balance =
            pallet_attestations::Attestations::<Test>::iter_values().map(|r| r.deposit).sum();
        let held: Balance = frame_system::Account::<Test>::iter_values().map(|a| a.data.reserved).sum();
        assert_eq!(held, deposits);
        assert!(!Balances::total_issuance().is_zero());
    });
}
