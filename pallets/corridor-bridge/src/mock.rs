//! A runtime with real bonds and two currencies, a registry of sixteen corridors in a row, units that only remember, and a
//! shipper that writes down what it is told.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_asset::{Side, TransferRefusal};
use msez_bridge::{possession_payload, CommitReceipt, HopTerms, PrepareReceipt};
use msez_core::{
    AssetClass, BasisPoints, ComplianceState, Coordinate, CorridorId, Digest, JurisdictionId, Moment,
    SubjectId, Usd,
};
use msez_test_support::assert_money_is_accounted_for;
use msez_traits::{
    AssetLock, Balance, Bonds as _, Cargo, FeeCurrency, PathFault, PathFaultKind, Paths, Pricing, Role,
    Settlement, Shipper, Standing as SubjectStanding, Subjects, TensorReader, TransferOrder, UnitReserve,
};
use polkadot_sdk::{
    frame_support::{
        assert_ok, construct_runtime, derive_impl, parameter_types,
        storage::unhashed,
        traits::{
            fungible::{Inspect, Mutate},
            fungibles,
            tokens::{ConversionFromAssetBalance, Fortitude, Preservation},
            AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, NeverEnsureOrigin,
        },
        weights::{Weight, WeightMeter},
        PalletId,
    },
    frame_system::{self, EnsureRoot},
    pallet_assets, pallet_balances, pallet_timestamp,
    sp_core::{ed25519, Pair},
    sp_io,
    sp_runtime::{
        traits::{AccountIdConversion, IdentityLookup},
        AccountId32, BuildStorage, DispatchError, DispatchResult, Perbill,
    },
};

use crate::{self as pallet_corridor_bridge, HopOf, Hops, TransferOf, Transfers};

pub type AccountId = AccountId32;
pub const USD: u32 = 1;
pub const ED: Balance = 10;
pub const LEAST_USD: u128 = 7;
pub const MINIMUM: Balance = 1_000;
pub const RICH: Balance = 10_000_000;
pub const MINUTE: Moment = 60_000;
pub const START: Moment = 1_790_000_000_000;
pub const PREPARE_BY: Moment = START + 60 * MINUTE;
pub const COMMIT_BY: Moment = START + 120 * MINUTE;
pub const LOCK_UNTIL: Moment = COMMIT_BY + 70 * MINUTE;
pub const RETENTION: Moment = 1_440 * MINUTE;
pub const DUE_PER_BLOCK: u32 = 4;
/// Whoever opens transfers of whole assets, and pays.
pub const SAGA: u8 = 50;
/// Relays what others have signed.
pub const RELAYER: u8 = 60;

construct_runtime! {
    pub enum Test {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        Bonds: pallet_bonds = 3,
        Assets: pallet_assets = 4,
        Bridge: pallet_corridor_bridge = 81,
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
    pub const LateSlash: Perbill = Perbill::from_percent(20);
    pub const CancelRefund: Perbill = Perbill::from_percent(50);
    pub static MaxDuePerBlock: u32 = DUE_PER_BLOCK;
    /// Tests jump from moment to moment.
    pub static MaxBlockGap: Moment = Moment::MAX;
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
        pallet_bonds::Shares { reporters: Perbill::from_percent(10), harmed: Perbill::from_percent(50) }
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

pub struct Rates;
impl ConversionFromAssetBalance<Balance, u32, Balance> for Rates {
    type Error = ();
    fn from_asset_balance(amount: Balance, _: u32) -> Result<Balance, ()> {
        Ok(amount)
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
    type Guard = Bridge;
    type Treasury = Treasury;
    type UnbondingStep = ConstU64<10>;
    type MaxUnbonding = ConstU32<16>;
    type WeightInfo = ();
}

fn key(parts: impl Encode) -> Vec<u8> {
    ("mock", parts).encode()
}

fn kept<V: Decode + Default>(parts: impl Encode) -> V {
    unhashed::get_or_default(&key(parts))
}

/// Sixteen corridors `way-0` … in a row, from `aa-0` to `aa-16`. Account 100 + n speaks for `aa-n`.
pub struct Row;

impl Row {
    fn number(corridor: &CorridorId) -> Option<u8> {
        corridor.as_str().strip_prefix("way-")?.parse().ok().filter(|n| *n < 16)
    }
    pub fn suspend(corridor: &CorridorId) {
        unhashed::put(&key(("suspended", corridor)), &true);
    }
    /// Nobody speaks for a jurisdiction any more.
    pub fn orphan(jurisdiction: &JurisdictionId) {
        unhashed::put(&key(("orphaned", jurisdiction)), &true);
    }
}

impl Paths<AccountId> for Row {
    fn walk(
        from: &JurisdictionId,
        corridors: &[CorridorId],
        _: &AssetClass,
        value: Usd,
    ) -> Result<Vec<HopTerms>, Vec<PathFault>> {
        let mut at = *from;
        let (mut hops, mut faults) = (Vec::new(), Vec::new());
        if corridors.is_empty() {
            faults.push(PathFault { hop: 0, kind: PathFaultKind::WrongLength });
        }
        for (hop, corridor) in (0u32..).zip(corridors) {
            let Some((start, to)) = Self::ends(corridor) else {
                faults.push(PathFault { hop, kind: PathFaultKind::UnknownCorridor });
                continue;
            };
            if start != at {
                faults.push(PathFault { hop, kind: PathFaultKind::NotConnected });
            }
            if kept(("suspended", corridor)) {
                faults.push(PathFault { hop, kind: PathFaultKind::Suspended });
            }
            let share = value.share(BasisPoints::new(10).unwrap()).unwrap();
            let transfer_fee = Usd::dollars(4).checked_add(share).unwrap();
            let entry_fee = Usd::dollars(2);
            let check_interval = None;
            hops.push(HopTerms {
                corridor: *corridor,
                from: start,
                to,
                transfer_fee,
                entry_fee,
                hours: 24,
                check_interval,
            });
            at = to;
        }
        if faults.is_empty() {
            Ok(hops)
        } else {
            Err(faults)
        }
    }
    fn walk_weight(hops: u32) -> Weight {
        Weight::from_parts(1_000, 10).saturating_mul(hops.into())
    }
    fn ends(corridor: &CorridorId) -> Option<(JurisdictionId, JurisdictionId)> {
        let n = Self::number(corridor)?;
        Some((place(n), place(n + 1)))
    }
    fn authority(jurisdiction: &JurisdictionId) -> Option<AccountId> {
        let n: u8 = jurisdiction.as_str().strip_prefix("aa-")?.parse().ok()?;
        (!kept::<bool>(("orphaned", jurisdiction))).then(|| account(100 + n))
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_path(hops: u32) -> (JurisdictionId, Vec<CorridorId>) {
        (place(0), (0..hops as u8).map(way).collect())
    }
}

/// A dollar is a unit of the native token, and a hundred of the currency [`USD`].
pub struct Prices;
impl Pricing for Prices {
    fn price(currency: FeeCurrency, amount: Usd) -> Option<u128> {
        match currency {
            None => Some(amount.0.div_ceil(Usd::UNIT)),
            Some(USD) => Some(amount.0.div_ceil(10_000)),
            Some(_) => None,
        }
    }
}

pub struct Money;
impl Settlement<AccountId> for Money {
    fn pay(currency: FeeCurrency, from: &AccountId, to: &AccountId, amount: u128) -> DispatchResult {
        match currency {
            None => Balances::transfer(from, to, amount, Preservation::Preserve).map(|_| ()),
            Some(id) => {
                <Assets as fungibles::Mutate<_>>::transfer(id, from, to, amount, Preservation::Preserve)
                    .map(|_| ())
            }
        }
    }
    fn is_endowed(currency: FeeCurrency, who: &AccountId) -> bool {
        match currency {
            None => Balances::balance(who) >= ED,
            Some(id) => Assets::balance(id, who) >= <Assets as fungibles::Inspect<_>>::minimum_balance(id),
        }
    }
    fn spendable(currency: FeeCurrency, who: &AccountId) -> u128 {
        match currency {
            None => Balances::reducible_balance(who, Preservation::Preserve, Fortitude::Polite),
            Some(id) => <Assets as fungibles::Inspect<_>>::reducible_balance(
                id,
                who,
                Preservation::Preserve,
                Fortitude::Polite,
            ),
        }
    }
    fn balance(currency: FeeCurrency, who: &AccountId) -> u128 {
        match currency {
            None => Balances::balance(who),
            Some(id) => <Assets as fungibles::Inspect<_>>::balance(id, who),
        }
    }
    fn pay_weight() -> Weight {
        Weight::from_parts(1_000, 10)
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_endow(currency: FeeCurrency, who: &AccountId, amount: u128) {
        match currency {
            None => {
                Balances::set_balance(who, Balances::balance(who) + amount);
            }
            Some(id) => <Assets as fungibles::Mutate<_>>::mint_into(id, who, amount).map(|_| ()).unwrap(),
        }
    }
}

/// Units: balances, and what is set aside of them.
pub struct Vault;

type Aside = (AccountId, AccountId, u128);

impl Vault {
    pub fn balance(who: &AccountId) -> u128 {
        kept(("units", who))
    }
    pub fn set(who: &AccountId, amount: u128) {
        unhashed::put(&key(("units", who)), &amount);
    }
    pub fn aside(by: &Digest) -> Option<Aside> {
        unhashed::get(&key(("aside", by)))
    }
    /// Who no longer passes.
    pub fn bar(who: &AccountId) {
        unhashed::put(&key(("barred", who)), &true);
    }
    /// The ledger fails, or not.
    pub fn set_broken(broken: bool) {
        unhashed::put(&key("broken"), &broken);
    }
    fn take(by: &Digest) -> Result<Aside, DispatchError> {
        if kept("broken") {
            return Err(DispatchError::Other("broken"));
        }
        let aside = Self::aside(by).ok_or(DispatchError::CannotLookup)?;
        unhashed::kill(&key(("aside", by)));
        Ok(aside)
    }
}

impl UnitReserve<AccountId> for Vault {
    fn refusals(
        _: &SubjectId,
        from: &AccountId,
        to: &AccountId,
        amount: u128,
        _: &JurisdictionId,
    ) -> Vec<TransferRefusal> {
        let mut refusals = Vec::new();
        let balance = Self::balance(from);
        if amount > balance {
            refusals.push(TransferRefusal::NotEnough { balance });
        }
        if kept(("barred", to)) {
            refusals.push(TransferRefusal::Frozen { side: Side::Receiver });
        }
        refusals
    }
    fn reserve(
        by: Digest,
        asset: &SubjectId,
        from: &AccountId,
        to: &AccountId,
        amount: u128,
        destination: &JurisdictionId,
    ) -> DispatchResult {
        if !Self::refusals(asset, from, to, amount, destination).is_empty() {
            return Err(DispatchError::Other("refused"));
        }
        Self::set(from, Self::balance(from) - amount);
        unhashed::put(&key(("aside", by)), &(from, to, amount));
        Ok(())
    }
    fn objections(by: &Digest) -> Option<Vec<TransferRefusal>> {
        let (from, to, _) = Self::aside(by)?;
        Some(Self::refusals(&asset(), &from, &to, 0, &place(0)))
    }
    fn settle(by: &Digest) -> Result<u128, DispatchError> {
        let (_, to, amount) = Self::take(by)?;
        Self::set(&to, Self::balance(&to) + amount);
        Ok(amount)
    }
    fn release(by: &Digest) -> DispatchResult {
        let (from, _, amount) = Self::take(by)?;
        Self::set(&from, Self::balance(&from) + amount);
        Ok(())
    }
    fn reserve_weight() -> Weight {
        Weight::from_parts(10_000, 100)
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_units(
        _: &AccountId,
        _: &JurisdictionId,
        _: &JurisdictionId,
    ) -> (SubjectId, AccountId, AccountId) {
        Self::set(&account(1), 1_000_000);
        (asset(), account(1), account(2))
    }
}

/// One asset, at home in `aa-0`.
pub struct OneAsset;
impl AssetLock for OneAsset {
    fn lock(_: &SubjectId, _: Digest) -> DispatchResult {
        Ok(())
    }
    fn unlock(_: &SubjectId, _: Digest) -> DispatchResult {
        Ok(())
    }
    fn depart(_: &SubjectId, _: Digest) -> DispatchResult {
        Ok(())
    }
    fn arrive(_: &SubjectId, _: Digest, _: JurisdictionId) -> DispatchResult {
        Ok(())
    }
    fn turn_back(_: &SubjectId, _: Digest) -> DispatchResult {
        Ok(())
    }
    fn home(id: &SubjectId) -> Option<JurisdictionId> {
        (*id == asset()).then(|| place(0))
    }
}

impl Subjects<AccountId> for OneAsset {
    fn class_of(id: &SubjectId) -> Option<AssetClass> {
        (*id == asset()).then(|| "securities".parse().unwrap())
    }
    fn register_asset(_: SubjectId, _: AssetClass, _: &AccountId, _: u32) -> DispatchResult {
        Ok(())
    }
    fn registration_weight() -> Weight {
        Weight::zero()
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_party(_: &SubjectId) {}
}

impl TensorReader for OneAsset {
    fn state(_: &Coordinate) -> (ComplianceState, bool) {
        (ComplianceState::Unknown, false)
    }
    fn standing(_: &SubjectId, _: &JurisdictionId) -> SubjectStanding {
        SubjectStanding::default()
    }
    fn root() -> Digest {
        Digest([0x77; 32])
    }
    fn state_weight() -> Weight {
        Weight::zero()
    }
    fn standing_weight() -> Weight {
        Weight::zero()
    }
}

/// What whoever opens transfers of whole assets was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Told {
    Prepared(Digest),
    Overdue(Digest),
    Completed(Digest),
}

pub struct Diary;

impl Diary {
    fn write(told: Told) {
        let mut all: Vec<Told> = kept("diary");
        all.push(told);
        unhashed::put(&key("diary"), &all);
    }
    pub fn read() -> Vec<Told> {
        let all = kept("diary");
        unhashed::kill(&key("diary"));
        all
    }
}

impl Shipper for Diary {
    fn prepared(reference: &Digest, _: &Digest) {
        Self::write(Told::Prepared(*reference));
    }
    fn overdue(reference: &Digest, _: &Digest) {
        Self::write(Told::Overdue(*reference));
    }
    fn completed(reference: &Digest, _: &Digest) {
        Self::write(Told::Completed(*reference));
    }
    fn weight() -> Weight {
        Weight::from_parts(20_000, 200)
    }
}

impl pallet_corridor_bridge::Config for Test {
    type WeightInfo = ();
    type Audit = ();
    type Time = Timestamp;
    type Bonds = Bonds;
    type Paths = Row;
    type Pricing = Prices;
    type Settlement = Money;
    type Units = Vault;
    type Assets = OneAsset;
    type Subjects = OneAsset;
    type Tensor = OneAsset;
    type Shipper = Diary;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type Escrow = Escrow;
    type Treasury = Treasury;
    type LateSlash = LateSlash;
    type CancelRefund = CancelRefund;
    type ExposureFactor = ConstU32<10>;
    type PrepareTimeout = ConstU64<{ 5 * MINUTE }>;
    type CommitTimeout = ConstU64<{ 10 * MINUTE }>;
    type MaxBlockGap = MaxBlockGap;
    type MaxAttempts = ConstU32<3>;
    type MaxDuration = ConstU64<{ 43_200 * MINUTE }>;
    type Retention = ConstU64<RETENTION>;
    type MaxCorridors = ConstU32<3>;
    type MaxDuePerBlock = MaxDuePerBlock;
}

pub fn account(n: u8) -> AccountId {
    AccountId::new([n; 32])
}

pub fn by(n: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(n))
}

pub fn place(n: u8) -> JurisdictionId {
    format!("aa-{n}").parse().unwrap()
}

pub fn way(n: u8) -> CorridorId {
    format!("way-{n}").parse().unwrap()
}

pub fn asset() -> SubjectId {
    SubjectId([0xa5; 32])
}

pub fn now() -> Moment {
    pallet_timestamp::Now::<Test>::get()
}

pub fn at(moment: Moment) {
    pallet_timestamp::Now::<Test>::put(moment);
}

/// Opens a block at a moment and runs its agenda.
pub fn block_at(moment: Moment) {
    System::set_block_number(System::block_number() + 1);
    at(moment);
    Bridge::work_off_agenda(&mut WeightMeter::new());
}

pub fn pair(n: u8) -> ed25519::Pair {
    ed25519::Pair::from_seed(&[n; 32])
}

pub fn possession(n: u8, pair: &ed25519::Pair) -> ed25519::Signature {
    pair.sign(&possession_payload(&Bridge::genesis(), &[n; 32], &pair.public().0))
}

pub fn endpoint() -> crate::Endpoint {
    b"https://custody.example/bridge".to_vec().try_into().unwrap()
}

/// Bonds so much more.
pub fn bond(n: u8, amount: Balance) {
    assert_ok!(<Bonds as msez_traits::Bonds<AccountId>>::bond(Role::Operator, &account(n), amount));
}

/// Bonds what an account needs for one more corridor and registers it there with its own key.
pub fn registered(corridor: u8, n: u8) {
    let least = MINIMUM * u128::from(crate::Registrations::<Test>::get(account(n)) + 1);
    let active = pallet_bonds::Pallet::<Test>::active(Role::Operator, &account(n));
    if active < least {
        bond(n, least - active);
    }
    let key = pair(n);
    let possession = possession(n, &key);
    assert_ok!(Bridge::register_operator(by(n), way(corridor), key.public(), possession, endpoint()));
}

/// Operators of a corridor, in this order.
pub fn staffed(corridor: u8, operators: &[u8]) {
    for n in operators {
        registered(corridor, *n);
        assert_ok!(Bridge::accept_operator(by(100 + corridor), way(corridor), account(*n)));
    }
}

/// Two corridors with two operators each: 1 and 2, 3 and 4.
pub fn two_ways() {
    staffed(0, &[1, 2]);
    staffed(1, &[3, 4]);
}

pub const REFERENCE: Digest = Digest([0x5a; 32]);

/// An order for the whole asset over so many corridors.
pub fn order(hops: u8) -> TransferOrder<AccountId> {
    let corridors: Vec<_> = (0..hops).map(way).collect();
    let value = Usd::dollars(1_000);
    TransferOrder {
        reference: REFERENCE,
        asset: asset(),
        cargo: Cargo::Whole,
        value,
        hops: Row::walk(&place(0), &corridors, &"securities".parse().unwrap(), value).unwrap_or_default(),
        payer: account(SAGA),
        currency: None,
        slice_root: Digest([0x51; 32]),
        prepare_by: PREPARE_BY,
        commit_by: COMMIT_BY,
        arbiter: None,
    }
}

pub fn opened(hops: u8) -> Digest {
    <Bridge as msez_traits::Bridge<AccountId>>::open(order(hops)).unwrap()
}

pub fn transfer(id: Digest) -> TransferOf<Test> {
    Transfers::<Test>::get(id).unwrap()
}

pub fn hop(id: Digest, index: u32) -> HopOf<Test> {
    Hops::<Test>::get(id, index).unwrap()
}

/// The number of the operator who has a hop.
pub fn operator(id: Digest, index: u32) -> u8 {
    let bytes: [u8; 32] = hop(id, index).operator.into();
    bytes[0]
}

/// The receipt that a hop's operator signs when it has locked.
pub fn prepare_receipt(id: Digest, index: u32) -> PrepareReceipt {
    let (transfer, hop) = (transfer(id), hop(id, index));
    PrepareReceipt {
        genesis: Bridge::genesis(),
        transfer: id,
        hop: index,
        attempt: hop.state.attempt,
        corridor: hop.terms.corridor,
        asset: transfer.asset,
        amount: transfer.amount(),
        beneficiary: transfer.beneficiary(),
        operator: Digest(hop.operator.into()),
        lock: Digest(sp_io::hashing::sha2_256(&("lock", id, index).encode())),
        lock_until: LOCK_UNTIL,
        source_evidence: Digest([0xe1; 32]),
        slice_root: transfer.slice_root,
        prepared_at: now(),
    }
}

/// The receipt that a hop's operator signs when it has settled.
pub fn commit_receipt(id: Digest, index: u32) -> CommitReceipt {
    let (transfer, hop) = (transfer(id), hop(id, index));
    CommitReceipt {
        genesis: Bridge::genesis(),
        transfer: id,
        hop: index,
        attempt: hop.state.attempt,
        corridor: hop.terms.corridor,
        asset: transfer.asset,
        amount: transfer.amount(),
        beneficiary: transfer.beneficiary(),
        operator: Digest(hop.operator.into()),
        prepare_receipt: hop.prepared.map(|prepared| prepared.receipt).unwrap_or_default(),
        settlement: Digest(sp_io::hashing::sha2_256(&("settlement", id, index).encode())),
        settlement_block: 21_000_000,
        target_evidence: Digest([0xe2; 32]),
        slice_root: transfer.slice_root,
        committed_at: now(),
    }
}

/// Relays what the operator in charge signs.
pub fn prepare(receipt: PrepareReceipt) -> DispatchResult {
    let signature = pair(receipt.operator.0[0]).sign(&receipt.payload());
    Bridge::prepare(by(RELAYER), receipt, signature).map(|_| ()).map_err(|fault| fault.error)
}

pub fn commit(receipt: CommitReceipt) -> DispatchResult {
    let signature = pair(receipt.operator.0[0]).sign(&receipt.payload());
    Bridge::commit(by(RELAYER), receipt, signature).map(|_| ()).map_err(|fault| fault.error)
}

pub fn all_prepare(id: Digest) {
    for index in 0..transfer(id).progress.hops {
        assert_ok!(prepare(prepare_receipt(id, index)));
    }
}

pub fn all_commit(id: Digest) {
    for index in 0..transfer(id).progress.hops {
        assert_ok!(commit(commit_receipt(id, index)));
    }
}

/// A transfer of so many hops of which it is decided that all are committed.
pub fn decided(hops: u8) -> Digest {
    let id = opened(hops);
    all_prepare(id);
    assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id));
    id
}

pub fn free(n: u8) -> Balance {
    Balances::balance(&account(n))
}

pub fn events() -> Vec<crate::Event<Test>> {
    let events = msez_test_support::events_of::<Test, crate::Event<Test>>();
    System::reset_events();
    events
}

pub fn chain() -> sp_io::TestExternalities {
    MaxDuePerBlock::set(DUE_PER_BLOCK);
    let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    let mut balances: Vec<_> = (1..=120).map(|n| (account(n), RICH)).collect();
    let custody: AccountId = CustodyId::get().into_account_truncating();
    balances.extend([(account(200), ED), (account(201), ED), (custody, ED)]);
    pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
        .assimilate_storage(&mut storage)
        .unwrap();
    pallet_assets::GenesisConfig::<Test> {
        assets: vec![(USD, account(202), true, LEAST_USD)],
        accounts: (1..=120)
            .map(|n| (USD, account(n), RICH))
            .chain([(USD, account(200), LEAST_USD)])
            .collect(),
        ..Default::default()
    }
    .assimilate_storage(&mut storage)
    .unwrap();
    let mut chain = sp_io::TestExternalities::new(storage);
    chain.execute_with(|| {
        System::set_block_number(1);
        at(START);
        for n in 1..=20 {
            Vault::set(&account(n), 1_000);
        }
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

pub fn assert_sound() {
    Bridge::do_try_state().unwrap();
    assert_money_is_accounted_for::<Test>();
}

/// Runs a test, then checks that everything agrees and that no money, and no unit, appeared or was lost.
pub fn run(test: impl FnOnce()) {
    chain().execute_with(|| {
        let issuance = Balances::total_issuance();
        let units = || (1..=20).map(|n| Vault::balance(&account(n))).sum::<u128>();
        let before = units();
        test();
        assert_sound();
        assert_eq!(Balances::total_issuance(), issuance);
        let aside = Transfers::<Test>::iter_keys().filter_map(|id| Vault::aside(&id)).map(|aside| aside.2);
        assert_eq!(units() + aside.sum::<u128>(), before);
    });
}
