//! A small runtime around the pallet.

use msez_core::{AssetClass, CorridorId, Domain, JurisdictionId, Moment, Tier};
use msez_manifold::{samples, AccreditationDefinition, JurisdictionDefinition};
use polkadot_sdk::{
    frame_support::{self, derive_impl, parameter_types, traits::ConstU32},
    frame_system::{self, EnsureRoot},
    pallet_balances, pallet_timestamp, sp_io,
    sp_runtime::BuildStorage,
};

use crate::Pallet;

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Timestamp: pallet_timestamp,
        Balances: pallet_balances,
        Manifold: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

parameter_types! {
    pub const ItemDeposit: u64 = 100;
    pub const ByteDeposit: u64 = 1;
}

impl crate::Config for Test {
    type Audit = ();
    type GovernanceOrigin = EnsureRoot<u64>;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Time = Timestamp;
    type ItemDeposit = ItemDeposit;
    type ByteDeposit = ByteDeposit;
    type MaxCorridors = ConstU32<4>;
    type MaxAccreditations = ConstU32<3>;
    type WeightInfo = ();
}

/// The authority of `uae-difc`.
pub const DIFC: u64 = 1;
/// The authority of `kz-aifc`.
pub const AIFC: u64 = 2;
/// The authority of `sg-mas`.
pub const MAS: u64 = 3;
/// Speaks for nothing.
pub const STRANGER: u64 = 9;
/// Makes statements.
pub const ISSUER: u64 = 20;
/// Money of every account.
pub const FUNDS: u64 = 100_000;
/// The clock at the start of every test.
pub const NOW: Moment = 1_800_000_000_000;

pub fn place(id: &str) -> JurisdictionId {
    id.parse().unwrap()
}

pub fn difc() -> JurisdictionId {
    place("uae-difc")
}

pub fn aifc() -> JurisdictionId {
    place("kz-aifc")
}

pub fn mas() -> JurisdictionId {
    place("sg-mas")
}

pub fn class(name: &str) -> AssetClass {
    name.parse().unwrap()
}

pub fn link(id: &str) -> CorridorId {
    id.parse().unwrap()
}

/// A jurisdiction that is not registered yet.
pub fn newcomer(id: &str) -> JurisdictionDefinition<u64> {
    JurisdictionDefinition { id: id.into(), ..samples::hk_sfc(STRANGER) }
}

pub fn set_time(now: Moment) {
    pallet_timestamp::Now::<Test>::put(now);
}

pub fn genesis() -> crate::GenesisConfig<Test> {
    crate::GenesisConfig {
        jurisdictions: vec![samples::uae_difc(DIFC), samples::kz_aifc(AIFC), samples::sg_mas(MAS)],
        corridors: vec![samples::corridor_difc_aifc()],
        accreditations: vec![AccreditationDefinition {
            jurisdiction: difc(),
            domain: Domain::Kyc,
            issuer: ISSUER,
            tier: Tier(2),
            expires_at: None,
        }],
    }
}

pub fn ext_with(manifold: crate::GenesisConfig<Test>) -> sp_io::TestExternalities {
    let balances = [DIFC, AIFC, MAS, STRANGER, ISSUER].map(|who| (who, FUNDS)).to_vec();
    let mut ext: sp_io::TestExternalities = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
        manifold,
        ..Default::default()
    }
    .build_storage()
    .unwrap()
    .into();
    ext.execute_with(|| {
        System::set_block_number(1);
        set_time(NOW);
    });
    ext
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
    ext_with(Default::default())
}

/// Runs a test on the sample chain, and checks the invariants and all money after it.
pub fn run(test: impl FnOnce()) {
    ext_with(genesis()).execute_with(|| {
        let issuance = Balances::total_issuance();
        test();
        Pallet::<Test>::do_try_state().unwrap();
        assert_eq!(Balances::total_issuance(), issuance);
    });
}

/// The events of this pallet, oldest first.
pub fn events() -> Vec<crate::Event<Test>> {
    System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Manifold(event) => Some(event),
            _ => None,
        })
        .collect()
}

pub fn last_event() -> crate::Event<Test> {
    events().pop().unwrap()
}
