//! A runtime with balances, real bonds and watchers.

use codec::Encode;
use msez_core::{
    AssetClass, Digest, DomainSet, JurisdictionId, JurisdictionIndex, Moment, Tier as IssuerTier,
};
use msez_test_support::assert_money_is_accounted_for;
use msez_traits::{AccreditationFault, Balance, Jurisdictions, Role, RoleGuard};
use msez_watch::{possession_payload, Coordinate, Statement, Tier};
use polkadot_sdk::{
    frame_support::{
        assert_ok, construct_runtime, derive_impl, parameter_types,
        traits::{
            tokens::ConversionFromAssetBalance, AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Hooks,
            NeverEnsureOrigin, Randomness,
        },
        weights::WeightMeter,
        BoundedVec, PalletId,
    },
    frame_system::{self, EnsureRoot},
    pallet_assets, pallet_balances, pallet_timestamp,
    sp_core::{ed25519, Pair, H256},
    sp_io,
    sp_io::hashing::sha2_256,
    sp_runtime::{
        traits::{AccountIdConversion, IdentityLookup},
        AccountId32, BuildStorage, DispatchResult, Perbill,
    },
};

use crate::{self as pallet_watchers, Did, SignedStatement, TopicKind, TopicTerms};

pub type AccountId = AccountId32;
/// A settlement currency that can be bonded.
pub const USD: u32 = 1;
pub const ED: Balance = 10;
pub const MINIMUM: Balance = 1_000;
pub const RICH: Balance = 10_000_000;
pub const BLOCK: Moment = 6_000;
pub const DAY: Moment = 86_400_000;
pub const START: Moment = 20_000 * DAY;
pub const DEPOSIT: Balance = 50;
pub const KEY_DEPOSIT: Balance = 5;
pub const REFRESH: u64 = 10;
pub const RETENTION: u64 = 80;

construct_runtime! {
    pub enum Test {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        Bonds: pallet_bonds = 3,
        Assets: pallet_assets = 4,
        Watchers: pallet_watchers = 100,
    }
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<ED>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
    pub Treasury: AccountId = account(201);
    pub Escrow: AccountId = account(200);
    pub const CustodyId: PalletId = PalletId(*b"msez/bnd");
    pub static SlashWindow: u64 = 50;
    pub static Authority: AccountId = authority();
    pub static Seed: [u8; 32] = [0; 32];
    pub static MaxDuePerBlock: u32 = 4_000;
}

pub struct TestTerms;
impl pallet_bonds::Terms<u64> for TestTerms {
    fn minimum(_: Role) -> Balance {
        MINIMUM
    }
    fn unbonding_delay(_: Role) -> u64 {
        100
    }
    fn shares(_: Role) -> pallet_bonds::Shares {
        pallet_bonds::Shares { reporters: Perbill::from_percent(10), harmed: Perbill::zero() }
    }
}

impl pallet_assets::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type RemoveItemsLimit = ConstU32<1>;
    type AssetId = u32;
    type AssetIdParameter = u32;
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

/// A dollar is two native units.
pub struct Rates;
impl ConversionFromAssetBalance<Balance, u32, Balance> for Rates {
    type Error = ();
    fn from_asset_balance(amount: Balance, asset: u32) -> Result<Balance, ()> {
        if asset == USD {
            Ok(amount * 2)
        } else {
            Err(())
        }
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_successful(_: u32) {}
}

impl pallet_bonds::Config for Test {
    type Audit = ();
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type AssetId = u32;
    type Assets = Assets;
    type Rates = Rates;
    type AdminOrigin = EnsureRoot<AccountId>;
    type PalletId = CustodyId;
    type MaxCurrencies = ConstU32<4>;
    type Terms = TestTerms;
    type Guard = Watchers;
    type Treasury = Treasury;
    type UnbondingStep = ConstU64<10>;
    type MaxUnbonding = ConstU32<16>;
    type WeightInfo = ();
}

pub type Collateral = Bonds;

pub struct Registry;
impl Jurisdictions<AccountId> for Registry {
    fn index_of(id: &JurisdictionId) -> Option<JurisdictionIndex> {
        (id.as_str() != "xx-none").then_some(1)
    }
    fn id_of(_: JurisdictionIndex) -> Option<JurisdictionId> {
        None
    }
    fn is_active(id: &JurisdictionId) -> bool {
        Self::index_of(id).is_some()
    }
    fn fault_of(_: &JurisdictionId) -> Option<AccreditationFault> {
        None
    }
    fn is_authority(_: &JurisdictionId, who: &AccountId) -> bool {
        *who == Authority::get()
    }
    fn required_domains(_: &JurisdictionId, _: &AssetClass) -> Option<DomainSet> {
        None
    }
    fn min_issuer_tier(_: &JurisdictionId, _: &AssetClass) -> Option<IssuerTier> {
        None
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(_: &JurisdictionId, authority: &AccountId) {
        Authority::set(authority.clone());
    }
}

pub struct Chance;
impl Randomness<H256, u64> for Chance {
    fn random(subject: &[u8]) -> (H256, u64) {
        (H256((subject, Seed::get(), System::block_number()).using_encoded(sha2_256)), 0)
    }
}

impl pallet_watchers::Config for Test {
    type WeightInfo = ();
    type Audit = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Bonds = Collateral;
    type Jurisdictions = Registry;
    type Randomness = Chance;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type Escrow = Escrow;
    type RegistrationDeposit = ConstU128<DEPOSIT>;
    type KeyDeposit = ConstU128<KEY_DEPOSIT>;
    type MaxWatchers = ConstU32<256>;
    type MaxPanel = ConstU32<128>;
    type MaxJurisdictions = ConstU32<32>;
    type MaxClasses = ConstU32<16>;
    type MaxPerDuty = ConstU32<16>;
    type MaxKeys = ConstU32<3>;
    type MaxTopics = ConstU32<1_000>;
    type MaxOpen = ConstU32<8>;
    type MinVoices = ConstU32<3>;
    type MinExposure = ConstU128<100>;
    type RefreshInterval = ConstU64<REFRESH>;
    type Retention = ConstU64<RETENTION>;
    type SlashWindow = SlashWindow;
    type MissesInRow = ConstU32<3>;
    type CollusionSize = ConstU32<3>;
    type MaxDuePerBlock = MaxDuePerBlock;
}

pub fn account(n: u8) -> AccountId {
    AccountId::new([n; 32])
}

/// The account of a larger number.
pub fn nth(n: u32) -> AccountId {
    AccountId::new(("account", n).using_encoded(sha2_256))
}

pub fn authority() -> AccountId {
    account(100)
}

pub fn signed(n: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(n))
}

pub fn jurisdiction() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

pub fn class() -> AssetClass {
    "securities".parse().unwrap()
}

pub fn now() -> Moment {
    pallet_timestamp::Now::<Test>::get()
}

/// Chain with a treasury, an escrow account, an authority, and rich people.
pub fn chain() -> sp_io::TestExternalities {
    SlashWindow::set(50);
    Authority::set(authority());
    Seed::set([0; 32]);
    MaxDuePerBlock::set(4_000);
    let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    let mut balances: Vec<_> = (1..=110).map(|n| (account(n), RICH)).collect();
    let custody: AccountId = CustodyId::get().into_account_truncating();
    balances.extend([(account(200), ED), (account(201), ED), (custody, ED)]);
    pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
        .assimilate_storage(&mut storage)
        .unwrap();
    pallet_assets::GenesisConfig::<Test> {
        assets: vec![(USD, account(202), true, 1)],
        accounts: (1..=110).map(|n| (USD, account(n), RICH)).collect(),
        ..Default::default()
    }
    .assimilate_storage(&mut storage)
    .unwrap();
    let mut chain = sp_io::TestExternalities::new(storage);
    chain.execute_with(|| {
        System::set_block_number(1);
        pallet_bonds::Allowed::<Test>::insert(USD, Perbill::zero());
        pallet_timestamp::Now::<Test>::put(START);
    });
    chain
}

/// The same with a keystore, for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn bench_chain() -> sp_io::TestExternalities {
    let mut chain = chain();
    let keystore = polkadot_sdk::sp_keystore::testing::MemoryKeystore::new();
    chain.register_extension(polkadot_sdk::sp_keystore::KeystoreExt::new(keystore));
    chain
}

/// Runs a test, then checks that everything agrees and that no money appeared or was lost.
pub fn run(test: impl FnOnce()) {
    chain().execute_with(|| {
        let issuance = Balances::total_issuance();
        test();
        assert_sound();
        assert_eq!(Balances::total_issuance(), issuance);
    });
}

pub fn assert_sound() {
    Watchers::do_try_state().unwrap();
    pallet_bonds::try_state::do_try_state::<Test>().unwrap();
    assert_money_is_accounted_for::<Test>();
}

/// The next block, one slot later.
pub fn next_block() {
    next_block_with(&mut WeightMeter::new());
}

/// The next block, with so much weight for the agenda.
pub fn next_block_with(meter: &mut WeightMeter) {
    let number = System::block_number() + 1;
    System::set_block_number(number);
    pallet_timestamp::Now::<Test>::mutate(|now| *now += BLOCK);
    Watchers::on_poll(number, meter);
}

pub fn run_to(block: u64) {
    while System::block_number() < block {
        next_block();
    }
}

pub fn run_blocks(blocks: u64) {
    run_to(System::block_number() + blocks);
}

/// The key of an account, and further ones.
pub fn pair(n: u8, generation: u8) -> ed25519::Pair {
    pair_of(&account(n), generation)
}

pub fn pair_of(who: &AccountId, generation: u8) -> ed25519::Pair {
    ed25519::Pair::from_seed(&(who, generation).using_encoded(sha2_256))
}

pub fn did_of(who: &AccountId) -> Did {
    let bytes: &[u8] = who.as_ref();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("did:key:z{hex}").into_bytes().try_into().unwrap()
}

pub fn did(n: u8) -> Did {
    did_of(&account(n))
}

pub fn possession(who: &AccountId, did: &Did, pair: &ed25519::Pair) -> ed25519::Signature {
    let account: [u8; 32] = who.clone().into();
    pair.sign(&possession_payload(&Watchers::genesis(), &account, &pair.public().0, did))
}

pub fn scope<Id, const N: u32>(ids: &[Id]) -> BoundedVec<Id, ConstU32<N>>
where
    Id: Clone + std::fmt::Debug,
{
    ids.to_vec().try_into().unwrap()
}

pub fn register_as(who: &AccountId, generation: u8) -> DispatchResult {
    let (pair, did) = (pair_of(who, generation), did_of(who));
    Watchers::register(
        RuntimeOrigin::signed(who.clone()),
        did.clone(),
        pair.public(),
        possession(who, &did, &pair),
        scope(&[jurisdiction()]),
        scope(&[class()]),
        Perbill::from_percent(10),
    )
}

/// Bonds and registers.
pub fn watcher(n: u8, bond: Balance) -> AccountId {
    let who = account(n);
    assert_ok!(Bonds::bond(RuntimeOrigin::signed(who.clone()), Role::Watcher, bond));
    assert_ok!(register_as(&who, 0));
    who
}

pub fn terms() -> TopicTerms<AccountId> {
    TopicTerms {
        kind: TopicKind::CorridorState,
        subject: Digest([1; 32]),
        jurisdiction: jurisdiction(),
        class: class(),
        exposure: 1_000,
        fee: 30,
        stride: 1,
        interval: 0,
        deadline: 0,
        watchers: 0,
        quorum: 670_000,
        max_staleness: 3_600_000,
        window: 20,
        min_backing: 0,
        min_tier: Tier::Novice,
        arbiter: None,
    }
}

pub fn with_duties(interval: u32, deadline: u32, watchers: u32) -> TopicTerms<AccountId> {
    TopicTerms { interval, deadline, watchers, ..terms() }
}

/// Opens a topic with so much money. It is the one opened last.
pub fn topic_with(terms: TopicTerms<AccountId>, escrow: Balance) -> Digest {
    assert_ok!(Watchers::open_topic(signed(100), terms, escrow));
    System::events()
        .into_iter()
        .rev()
        .find_map(|record| match record.event {
            RuntimeEvent::Watchers(crate::Event::TopicOpened { topic, .. }) => Some(topic),
            _ => None,
        })
        .unwrap()
}

/// Five watchers with the same bond, a topic on which they have seats.
pub fn five_on(terms: TopicTerms<AccountId>) -> Digest {
    (1..=5).for_each(|n| {
        watcher(n, 10_000);
    });
    let topic = topic_with(terms, 10_000);
    run_blocks(REFRESH + 2);
    topic
}

pub fn five() -> Digest {
    five_on(terms())
}

pub fn attest(n: u8, topic: Digest, height: u64, digest: u8) -> DispatchResult {
    Watchers::attest(signed(n), topic, height, Digest([digest; 32]), now())
        .map(|_| ())
        .map_err(|error| error.error)
}

pub fn statement(topic: Digest, height: u64, digest: u8) -> Statement {
    Statement { coordinate: Coordinate { topic, height }, digest: Digest([digest; 32]), observed_at: now() }
}

pub fn sign(who: &AccountId, generation: u8, statement: Statement) -> SignedStatement {
    let pair = pair_of(who, generation);
    let signature = pair.sign(&statement.payload(&Watchers::genesis()));
    SignedStatement { statement, key: pair.public(), signature }
}

/// Everything of this account: free and held.
pub fn worth(n: u8) -> Balance {
    let data = System::account(account(n)).data;
    data.free + data.reserved
}

/// Compile-time: the watchers are a guard and a jury.
pub fn assert_traits()
where
    Watchers: RoleGuard<AccountId> + msez_traits::Jury<AccountId>,
{
}
