//! A runtime with a tensor, assets, units and migrations that only remember, in storage, and say so in events: what
//! programs do to them can be seen, and can be seen to be undone.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_asset::Family;
use msez_core::{ComplianceState, Coordinate, Digest, JurisdictionId, Moment, SubjectId};
use msez_savm::{asm::assemble, Word};
use msez_traits::{
    AssetLock, AssetPrograms, AssetUnits, Issuing, Migrations, ProofVerifier, Standing, TensorReader,
};
use polkadot_sdk::{
    frame_support::{
        assert_ok, construct_runtime, derive_impl,
        dispatch::DispatchResultWithPostInfo,
        parameter_types,
        storage::unhashed,
        traits::{ConstU128, ConstU32, ConstU64, LinearStoragePrice},
        weights::Weight,
    },
    frame_system, pallet_balances, pallet_timestamp,
    sp_core::H256,
    sp_io,
    sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, DispatchResult},
};

use crate as pallet_savm;

pub type AccountId = AccountId32;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime! {
    pub enum Test {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        Savm: pallet_savm = 61,
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

pub const ED: Balance = 10;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<ED>;
    type RuntimeHoldReason = RuntimeHoldReason;
}

pub const ITEM: Balance = 64;
pub const MAX_GAS: u64 = 20_000_000;
pub const POLICY_GAS: u64 = 200_000;
pub const MAX_BLOCK_GAS: u64 = 60_000_000;
pub const PERIOD: Moment = 1_000_000;

parameter_types! {
    pub const PerEntry: Balance = 100;
    pub const PerByte: Balance = 1;
    pub const PerGas: Weight = Weight::from_parts(3_000, 0);
}

impl pallet_savm::Config for Test {
    type Audit = ();
    type WeightInfo = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice = LinearStoragePrice<PerEntry, PerByte, Balance>;
    type ItemDeposit = ConstU128<ITEM>;
    type MaxGas = ConstU64<MAX_GAS>;
    type MaxBlockGas = ConstU64<MAX_BLOCK_GAS>;
    type PolicyGas = ConstU64<POLICY_GAS>;
    type MaxBlockInstances = ConstU32<4>;
    type WeightPerGas = PerGas;
    type GasPrice = ConstU128<7>;
    type AttestationPeriod = ConstU64<PERIOD>;
    type Tensor = Outside;
    type Issuing = Outside;
    type Assets = Outside;
    type Homes = Outside;
    type Units = Outside;
    type Verifier = Outside;
    type Migrations = Outside;
}

/// Everything that is not this pallet.
pub struct Outside;

fn key(parts: impl Encode) -> Vec<u8> {
    ("outside", parts).encode()
}

fn get<V: Decode + Default>(parts: impl Encode) -> V {
    unhashed::get_or_default(&key(parts))
}

fn put(parts: impl Encode, value: impl Encode) {
    unhashed::put(&key(parts), &value);
    System::deposit_event(frame_system::Event::Remarked { sender: account(99), hash: H256::zero() });
}

/// Whether the next effect fails, after it has written.
fn outcome() -> DispatchResult {
    if get::<bool>("failing") {
        Err(DispatchError::Other("outside"))
    } else {
        Ok(())
    }
}

impl Outside {
    pub fn fail(failing: bool) {
        unhashed::put(&key("failing"), &failing);
    }
    pub fn set_cell(at: &Coordinate, state: ComplianceState, expired: bool) {
        unhashed::put(&key(("cell", at)), &(state.code(), expired));
    }
    pub fn accredit(who: &Digest) {
        unhashed::put(&key(("accredited", who)), &true);
    }
    pub fn name(asset: &SubjectId, instance: &Digest) {
        unhashed::put(&key(("named", asset)), instance);
    }
    pub fn permit(asset: &SubjectId, families: &[Family]) {
        let permissions = families.iter().fold(0, |all, family| all | family.bit());
        unhashed::put(&key(("permissions", asset)), &permissions);
    }
    /// From now on moves follow their rules; see [`Moves`].
    pub fn rule_moves() {
        unhashed::put(&key("ruled"), &true);
    }
    pub fn issue(asset: &SubjectId, who: &AccountId, amount: u128) {
        unhashed::put(&key(("units", asset, who)), &amount);
    }
    pub fn is_halted(asset: &SubjectId) -> bool {
        get(("halted", asset))
    }
    /// (validity, evidence) of the last attestation.
    pub fn last() -> (Moment, Digest) {
        get("last")
    }
    pub fn count() -> u32 {
        get("count")
    }
}

impl TensorReader for Outside {
    fn state(at: &Coordinate) -> (ComplianceState, bool) {
        let (code, expired): (Option<u8>, bool) =
            unhashed::get::<(u8, bool)>(&key(("cell", at))).map_or((None, false), |(c, e)| (Some(c), e));
        (code.and_then(ComplianceState::from_code).unwrap_or_default(), expired)
    }
    fn standing(subject: &SubjectId, jurisdiction: &JurisdictionId) -> Standing {
        let domain = msez_core::Domain::Kyc;
        let (state, _) = <Self as TensorReader>::state(&Coordinate {
            subject: *subject,
            jurisdiction: *jurisdiction,
            domain,
        });
        Standing { passes: state.passes(), state, issues: (!state.passes()).into() }
    }
    fn root() -> Digest {
        Digest([0xcc; 32])
    }
    fn state_weight() -> Weight {
        Weight::from_parts(3_000_000, 0)
    }
    fn standing_weight() -> Weight {
        Weight::from_parts(30_000_000, 0)
    }
}

impl Issuing<AccountId> for Outside {
    fn state(
        issuer: &AccountId,
        at: &Coordinate,
        state: ComplianceState,
        validity: Moment,
        evidence: Digest,
    ) -> Result<Digest, DispatchError> {
        if !get::<bool>(("accredited", issuer)) {
            return Err(DispatchError::BadOrigin);
        }
        let count = Self::count() + 1;
        put("count", count);
        put("last", (validity, evidence));
        put(("cell", at), (state.code(), false));
        let id = Digest([count as u8; 32]);
        put(("attestation", id), true);
        outcome()?;
        Ok(id)
    }
    fn holds(attestation: &Digest) -> bool {
        get(("attestation", attestation))
    }
    fn state_weight() -> Weight {
        Weight::from_parts(300_000_000, 0)
    }
    fn holds_weight() -> Weight {
        Weight::from_parts(9_000_000, 0)
    }
}

impl AssetPrograms for Outside {
    fn named(asset: &SubjectId, instance: &Digest) -> bool {
        unhashed::get(&key(("named", asset))) == Some(*instance)
    }
    fn may(asset: &SubjectId, instance: &Digest, family: Family) -> bool {
        Self::acting(asset, family) == Some(*instance)
    }
    fn acting(asset: &SubjectId, family: Family) -> Option<Digest> {
        let permissions: u8 = unhashed::get(&key(("permissions", asset))).unwrap_or(u8::MAX);
        let named: Option<Digest> = unhashed::get(&key(("named", asset)));
        named.filter(|_| permissions & family.bit() != 0)
    }
    fn halt(asset: &SubjectId, instance: &Digest) -> Result<u64, DispatchError> {
        put(("halted", asset), true);
        if !Self::named(asset, instance) {
            return Err(DispatchError::BadOrigin);
        }
        outcome().map(|()| 1)
    }
    fn resume(asset: &SubjectId, instance: &Digest) -> Result<u64, DispatchError> {
        put(("halted", asset), false);
        if !Self::named(asset, instance) {
            return Err(DispatchError::BadOrigin);
        }
        outcome().map(|()| 1)
    }
    fn halt_weight() -> Weight {
        Weight::from_parts(60_000_000, 0)
    }
}

impl AssetLock for Outside {
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
    fn home(asset: &SubjectId) -> Option<JurisdictionId> {
        let moved: Option<JurisdictionId> = unhashed::get(&key(("home", asset)));
        Some(moved.unwrap_or_else(home))
    }
}

impl AssetUnits<AccountId> for Outside {
    fn status_code(asset: &SubjectId) -> u8 {
        if Self::is_halted(asset) {
            2
        } else {
            1
        }
    }
    fn refusal_bits(asset: &SubjectId, from: &AccountId, _: &AccountId, amount: u128) -> u64 {
        if Self::spendable(asset, from) < amount {
            2
        } else {
            0
        }
    }
    fn spendable(asset: &SubjectId, holder: &AccountId) -> u128 {
        get(("units", asset, holder))
    }
    fn transfer(asset: &SubjectId, from: &AccountId, to: &AccountId, amount: u128) -> DispatchResult {
        let (sent, received) = (Self::spendable(asset, from), Self::spendable(asset, to));
        put(("units", asset, to), received + amount);
        let left = sent.checked_sub(amount).ok_or(DispatchError::Other("units"))?;
        put(("units", asset, from), left);
        outcome()
    }
    fn read_weight() -> Weight {
        Weight::from_parts(3_000_000, 0)
    }
    fn transfer_weight() -> Weight {
        Weight::from_parts(60_000_000, 0)
    }
}

impl ProofVerifier for Outside {
    fn verify(circuit: &Digest, inputs: &[[u8; 32]], proof: &[u8]) -> bool {
        *circuit == Digest([5; 32]) && inputs.first() == Some(&[6; 32]) && proof.len() == 32
    }
    fn verify_weight(_: &Digest, inputs: u32, _: u32) -> Weight {
        Weight::from_parts(3_000_000, 0).saturating_mul(inputs.into())
    }
}

impl Migrations for Outside {
    fn lock(
        actor: &Digest,
        asset: &SubjectId,
        jurisdiction: &JurisdictionId,
        amount: u128,
        seconds: u64,
    ) -> Result<Digest, DispatchError> {
        put(("lock", asset), (actor, jurisdiction, amount, seconds));
        outcome()?;
        if get("ruled") {
            return Moves::lock(actor, asset, jurisdiction, seconds);
        }
        Ok(Digest(asset.0))
    }
    fn unlock(actor: &Digest, lock: &Digest) -> DispatchResult {
        if get("ruled") {
            return Moves::unlock(actor, lock);
        }
        put(("transit", lock), 0u8);
        outcome()
    }
    fn begin(actor: &Digest, lock: &Digest, target: &JurisdictionId) -> Result<Digest, DispatchError> {
        if get("ruled") {
            return Moves::begin(actor, lock, target);
        }
        put(("transit", lock), 1u8);
        put(("home", lock), target);
        outcome()?;
        Ok(*lock)
    }
    fn arrive(actor: &Digest, transit: &Digest) -> DispatchResult {
        if get("ruled") {
            return Moves::step(actor, transit, &[1], 2);
        }
        put(("transit", transit), 2u8);
        outcome()
    }
    fn settle(actor: &Digest, transit: &Digest) -> DispatchResult {
        if get("ruled") {
            return Moves::step(actor, transit, &[2], 3);
        }
        put(("transit", transit), 3u8);
        outcome()
    }
    fn compensate(actor: &Digest, transit: &Digest) -> DispatchResult {
        if get("ruled") {
            return Moves::step(actor, transit, &[1, 2], 4);
        }
        put(("transit", transit), 4u8);
        outcome()
    }
    fn state_code(transit: &Digest) -> u8 {
        get(("transit", transit))
    }
    fn weight() -> Weight {
        Weight::from_parts(90_000_000, 0)
    }
}

/// Moves by their rules: the program that an asset gave control over itself locks it at home, moves it once, and nobody
/// else does; the program is asked like any other when it starts.
pub struct Moves;

/// Who locked which asset, until when.
type Lock = (Digest, SubjectId, Moment);

impl Moves {
    fn refused<V>(why: &'static str) -> Result<V, DispatchError> {
        Err(DispatchError::Other(why))
    }
    fn live(id: &Digest) -> Option<Lock> {
        unhashed::get(&key(("move", id)))
    }
    fn lock(
        actor: &Digest,
        asset: &SubjectId,
        at: &JurisdictionId,
        seconds: u64,
    ) -> Result<Digest, DispatchError> {
        if !Outside::may(asset, actor, Family::Control) || Outside::home(asset) != Some(*at) || seconds == 0 {
            return Self::refused("not its own asset, at home, for some time");
        }
        if unhashed::exists(&key(("locked", asset))) {
            return Self::refused("locked");
        }
        let number = get::<u32>("moves") + 1;
        put("moves", number);
        let mut id = [0; 32];
        id[..5].copy_from_slice(b"move/");
        id[5] = number as u8;
        let until = pallet_timestamp::Now::<Test>::get() + seconds * 1_000;
        put(("locked", asset), Digest(id));
        put(("move", Digest(id)), (*actor, *asset, until));
        Ok(Digest(id))
    }
    fn unlock(actor: &Digest, id: &Digest) -> DispatchResult {
        match Self::live(id) {
            Some((by, asset, _)) if by == *actor && Outside::state_code(id) == 0 => {
                unhashed::kill(&key(("move", id)));
                unhashed::kill(&key(("locked", asset)));
                Ok(())
            }
            _ => Self::refused("no lock of his"),
        }
    }
    fn begin(actor: &Digest, id: &Digest, target: &JurisdictionId) -> Result<Digest, DispatchError> {
        let Some((by, asset, until)) = Self::live(id) else { return Self::refused("no lock") };
        let in_time = pallet_timestamp::Now::<Test>::get() <= until;
        if by != *actor || !in_time || Outside::state_code(id) != 0 {
            return Self::refused("not his, too late, or under way");
        }
        if !<Savm as msez_traits::MovePolicy>::permits(&asset, target, &PATH) {
            return Self::refused("the program objects");
        }
        put(("transit", id), 1u8);
        put(("target", id), target);
        Ok(*id)
    }
    fn step(actor: &Digest, id: &Digest, from: &[u8], to: u8) -> DispatchResult {
        let Some((by, asset, _)) = Self::live(id) else { return Self::refused("no move") };
        if by != *actor || !from.contains(&Outside::state_code(id)) {
            return Self::refused("not his, or not its turn");
        }
        put(("transit", id), to);
        if to == 3 {
            let target: Option<JurisdictionId> = unhashed::get(&key(("target", id)));
            put(("home", asset), target.unwrap_or_else(home));
        }
        if to > 2 {
            unhashed::kill(&key(("locked", asset)));
        }
        outcome()
    }
}

/// The way that moves take.
pub const PATH: Digest = Digest([0x9a; 32]);

/// The first moment of every test.
pub const START: Moment = 1_700_000_000_000;
pub const RICH: Balance = 10_000_000_000;

pub fn account(n: u8) -> AccountId {
    AccountId::new([n; 32])
}

pub fn by(n: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(n))
}

pub fn home() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

pub fn asset() -> SubjectId {
    SubjectId([0xa5; 32])
}

pub fn free(who: &AccountId) -> Balance {
    pallet_balances::Pallet::<Test>::free_balance(who)
}

/// The account of an instance.
pub fn at(instance: &Digest) -> AccountId {
    AccountId::new(instance.0)
}

pub fn next_block() {
    use polkadot_sdk::frame_support::traits::Hooks;
    System::set_block_number(System::block_number() + 1);
    Savm::on_initialize(System::block_number());
}

/// Deploys a text as account 1, unless it is there.
pub fn deployed(text: &str) -> Digest {
    let code = assemble(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let id = msez_savm::code_id::<crate::HostCrypto>(&code);
    if !crate::Programs::<Test>::contains_key(id) {
        assert_ok!(Savm::deploy(by(1), code.try_into().unwrap()));
    }
    id
}

/// A new instance of a text, of account 2, for an asset.
pub fn instance_for(text: &str, asset: Option<SubjectId>) -> Digest {
    let program = deployed(text);
    let mut salt = [0; 32];
    salt[0] = crate::Instances::<Test>::iter().count() as u8;
    let address = Savm::address_of(&program, &account(2), salt);
    assert_ok!(Savm::instantiate(by(2), program, salt, asset));
    address
}

pub fn instance(text: &str) -> Digest {
    instance_for(text, None)
}

/// Root of the whole state as it stands.
pub fn state_root() -> Vec<u8> {
    sp_io::storage::root(polkadot_sdk::sp_core::storage::StateVersion::V1)
}

/// Account 3 calls.
pub fn call(instance: Digest, gas_limit: u64) -> DispatchResultWithPostInfo {
    Savm::call(by(3), instance, 0, Default::default(), gas_limit, None)
}

pub fn stored(instance: &Digest, key: impl Into<Word>) -> Option<Word> {
    let key = Digest(key.into().to_be_bytes());
    Savm::storage_at(&at(instance), &key).unwrap().map(|word| Word::from_be_bytes(word.0))
}

/// Gas of the last `Called`.
pub fn gas_used() -> u64 {
    let called = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Savm(crate::Event::Called { gas_used, .. }) => Some(gas_used),
        _ => None,
    });
    called.expect("a call succeeded")
}

/// Assembly of a call of an instance with all gas, that drops the answer.
pub fn calling(instance: &Digest) -> String {
    paying(instance, 0)
}

/// The same with value.
pub fn paying(instance: &Digest, value: u64) -> String {
    let to = hex(&instance.0);
    format!("PUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH8 {value}\nPUSH32 0x{to}\nGAS\nCALL\n")
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A storage that a test can run on.
pub fn ext() -> sp_io::TestExternalities {
    let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    let balances = (0..=9).map(|n| (account(n), RICH)).collect();
    pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
        .assimilate_storage(&mut storage)
        .unwrap();
    storage.into()
}

/// Runs a test, then checks that everything agrees and that no money was lost.
pub fn run(test: impl FnOnce()) {
    ext().execute_with(|| {
        System::set_block_number(1);
        pallet_timestamp::Now::<Test>::put(START);
        let issuance = Balances::total_issuance();
        test();
        Savm::do_try_state().unwrap();
        assert_eq!(Balances::total_issuance(), issuance);
    });
}
