//! A runtime with money, and a world that only remembers, in storage: assets, cells, attestations, corridors, and a bridge
//! that does what the tests say, as its trait has it.

use alloc::{collections::BTreeMap, vec, vec::Vec};
use codec::{Decode, Encode};
use msez_asset::{ComplianceFault, Family, TransferRefusal};
use msez_core::{
    AssetClass, ComplianceState, Coordinate, CorridorId, Digest, Domain, DomainSet, JurisdictionId,
    JurisdictionIndex, Moment, SubjectId, Tier, Usd,
};
use msez_manifold::{AttestationType, Requirement};
use msez_saga::{HeldEvidence, Request, State, HOUR};
use msez_test_support::at_block_one;
use msez_traits::{
    AccreditationFault, Accreditations, AssetControl, AssetLock, AssetPrograms, Bridge, FeeCurrency,
    HopTerms, Issuing, Jurisdictions, Look, MovePolicy, Passage, PathFault, PathFaultKind, Paths, Pricing,
    Requirements, Role, Settlement, Shipper, Slash, Standing, StatementFacts, Statements, Subjects,
    TensorReader, TransferOrder, TransferPhase, UnitReserve,
};
use polkadot_sdk::{
    frame_support::{
        construct_runtime, derive_impl, parameter_types,
        storage::unhashed,
        traits::{
            fungible::{Inspect, Mutate},
            tokens::{Fortitude, Preservation},
            ConstU128, ConstU32, ConstU64, LinearStoragePrice,
        },
        weights::{Weight, WeightMeter},
        PalletId,
    },
    frame_system::{self, EnsureRoot},
    pallet_balances, pallet_timestamp, sp_core, sp_io,
    sp_runtime::{
        traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, DispatchResult, MultiSignature,
        Perbill,
    },
};

use crate as pallet_migration;
use crate::{HeldList, Parameters, SagaOf};

pub type AccountId = AccountId32;
pub type Balance = u128;
pub type Event = crate::Event<Test>;

construct_runtime! {
    pub enum Test {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        CorridorBridge: pallet_corridor_bridge = 81,
        Migration: pallet_migration = 82,
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
    type AccountStore = System;
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<10>;
    type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
    pub const PerEntry: Balance = 100;
    pub const PerByte: Balance = 1;
    pub const Pot: PalletId = PalletId(*b"msez/sag");
    pub TreasuryAccount: AccountId = treasury();
    pub BridgeEscrow: AccountId = bridge_account();
    pub const LateSlash: Perbill = Perbill::from_percent(20);
}

pub const DAY: Moment = 24 * HOUR;
pub const START: Moment = 20_000 * DAY;
pub const BOND: Balance = 5_000;
pub const RETENTION: Moment = 30 * DAY;
pub const DUE_PER_BLOCK: u32 = 2_000;

impl pallet_migration::Config for Test {
    type WeightInfo = ();
    type Audit = ();
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice = LinearStoragePrice<PerEntry, PerByte, Balance>;
    type Signature = MultiSignature;
    type Assets = World;
    type Subjects = World;
    type Compliance = World;
    type Paths = World;
    type Requirements = World;
    type Jurisdictions = World;
    type Accreditations = World;
    type Statements = World;
    type Issuing = World;
    type Pricing = World;
    type Settlement = World;
    type Bridge = EitherBridge;
    type MovePolicy = World;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type Treasury = TreasuryAccount;
    type PalletId = Pot;
    type DisputeBond = ConstU128<BOND>;
    type MaxDuration = ConstU64<{ 120 * DAY }>;
    type MaxProgramLock = ConstU64<{ 7 * DAY }>;
    type MinTime = ConstU64<6_000>;
    type MaxTime = ConstU64<{ 60 * DAY }>;
    type Retention = ConstU64<RETENTION>;
    type MaxDuePerBlock = ConstU32<DUE_PER_BLOCK>;
}

/// Everything outside.
pub struct World;

fn key(of: &str, what: impl Encode) -> Vec<u8> {
    (b"world", of, what).encode()
}

fn put<V: Encode>(of: &str, what: impl Encode, value: &V) {
    unhashed::put(&key(of, what), value);
}

fn get<V: Decode>(of: &str, what: impl Encode) -> Option<V> {
    unhashed::get(&key(of, what))
}

fn kill(of: &str, what: impl Encode) {
    unhashed::kill(&key(of, what));
}

/// A piece of the world that a test sets, so that something fails.
pub fn set_broken(what: &str, broken: bool) {
    put("broken", what, &broken);
}

fn ensure_whole(what: &'static str) -> DispatchResult {
    match get("broken", what) {
        Some(true) => Err(DispatchError::Other(what)),
        _ => Ok(()),
    }
}

// --- accounts -------------------------------------------------------------------------------------------------------

pub fn account(n: u64) -> AccountId {
    msez_test_support::account(n)
}

/// Controls assets, and pays.
pub fn alice() -> AccountId {
    account(1)
}

/// Controls assets with Alice where two are needed.
pub fn bob() -> AccountId {
    account(2)
}

/// Anybody.
pub fn carrier() -> AccountId {
    account(3)
}

pub fn arbiter() -> AccountId {
    account(4)
}

/// Accredited at the destination.
pub fn issuer() -> AccountId {
    account(5)
}

pub fn operator() -> AccountId {
    account(6)
}

pub fn authority(place: &JurisdictionId) -> AccountId {
    account(100 + u64::from(place.as_str().len() as u32) * 7 + u64::from(place.as_word()[0]))
}

pub fn treasury() -> AccountId {
    account(99)
}

/// Where the bridge keeps fees.
pub fn bridge_account() -> AccountId {
    account(98)
}

pub const RICH: Balance = 10_000_000_000;

// --- places and ways ------------------------------------------------------------------------------------------------

pub fn difc() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

pub fn aifc() -> JurisdictionId {
    "kz-aifc".parse().unwrap()
}

pub fn mas() -> JurisdictionId {
    "sg-mas".parse().unwrap()
}

pub fn way(text: &str) -> CorridorId {
    text.parse().unwrap()
}

pub fn direct() -> CorridorId {
    way("corridor-difc-aifc")
}

/// 600 for who carries it, 500 on entry, 72 hours.
pub const FEE: u128 = 1_100;

fn corridor(id: &CorridorId) -> Option<(JurisdictionId, JurisdictionId)> {
    match id.as_str() {
        "corridor-difc-aifc" => Some((difc(), aifc())),
        "corridor-aifc-mas" => Some((aifc(), mas())),
        _ => None,
    }
}

/// How often compliance is looked at under way; `None`: never.
pub fn set_interval(every: Option<Moment>) {
    put("interval", (), &every);
}

pub fn close(id: &CorridorId, closed: bool) {
    put("closed", id, &closed);
}

impl Paths<AccountId> for World {
    fn walk(
        from: &JurisdictionId,
        corridors: &[CorridorId],
        _: &AssetClass,
        _: Usd,
    ) -> Result<Vec<HopTerms>, Vec<PathFault>> {
        let mut at = *from;
        let mut hops = Vec::new();
        let mut faults = Vec::new();
        if corridors.is_empty() || corridors.len() > 16 {
            faults.push(PathFault { hop: 0, kind: PathFaultKind::WrongLength });
        }
        for (n, id) in corridors.iter().enumerate() {
            let mut fault = |kind| faults.push(PathFault { hop: n as u32, kind });
            if get("closed", id) == Some(true) {
                fault(PathFaultKind::Suspended);
            }
            match corridor(id) {
                Some((from, to)) if from == at => {
                    at = to;
                    hops.push(HopTerms {
                        corridor: *id,
                        from,
                        to,
                        transfer_fee: Usd(600),
                        entry_fee: Usd(500),
                        hours: 72,
                        check_interval: get("interval", ()).unwrap_or(Some(DAY)),
                    });
                }
                Some(_) => fault(PathFaultKind::NotConnected),
                None => fault(PathFaultKind::UnknownCorridor),
            }
        }
        if faults.is_empty() {
            Ok(hops)
        } else {
            Err(faults)
        }
    }

    fn walk_weight(_: u32) -> Weight {
        Weight::zero()
    }

    fn ends(id: &CorridorId) -> Option<(JurisdictionId, JurisdictionId)> {
        corridor(id)
    }

    fn authority(place: &JurisdictionId) -> Option<AccountId> {
        Some(authority(place))
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_path(hops: u32) -> (JurisdictionId, Vec<CorridorId>) {
        let all = [direct(), way("corridor-aifc-mas")];
        (difc(), all.into_iter().take(hops as usize).collect())
    }
}

/// What a corridor, or the place it leads to, asks for.
pub fn require(id: &CorridorId, requirements: Vec<Requirement<AccountId>>) {
    put("required", id, &requirements);
}

pub fn requirement(kind: AttestationType, domain: Domain) -> Requirement<AccountId> {
    Requirement {
        attestation_type: kind,
        domain,
        approved_issuers: vec![],
        issuer_jurisdiction: None,
        min_issuer_tier: Tier(1),
        max_age_days: 90,
        must_be_current: true,
        estimated_cost: Usd(0),
        estimated_hours: 24,
        is_mandatory: true,
        can_be_waived: false,
    }
}

impl Requirements<AccountId> for World {
    fn of_hop(id: &CorridorId, _: &JurisdictionId) -> Vec<Requirement<AccountId>> {
        get("required", id).unwrap_or_default()
    }
}

impl Jurisdictions<AccountId> for World {
    fn index_of(_: &JurisdictionId) -> Option<JurisdictionIndex> {
        Some(1)
    }
    fn id_of(_: JurisdictionIndex) -> Option<JurisdictionId> {
        None
    }
    fn is_active(_: &JurisdictionId) -> bool {
        true
    }
    fn fault_of(_: &JurisdictionId) -> Option<AccreditationFault> {
        None
    }
    fn is_authority(place: &JurisdictionId, who: &AccountId) -> bool {
        authority(place) == *who
    }
    fn required_domains(_: &JurisdictionId, _: &AssetClass) -> Option<DomainSet> {
        Some(DOMAINS.into_iter().collect())
    }
    fn min_issuer_tier(_: &JurisdictionId, _: &AssetClass) -> Option<Tier> {
        None
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(_: &JurisdictionId, _: &AccountId) {}
}

pub fn accredit(who: &AccountId, place: JurisdictionId, domain: Domain, tier: Option<u8>) {
    match tier {
        Some(tier) => put("tier", (who, place, domain), &tier),
        None => kill("tier", (who, place, domain)),
    }
}

impl Accreditations<AccountId> for World {
    fn tier(who: &AccountId, place: &JurisdictionId, domain: Domain) -> Result<Tier, AccreditationFault> {
        get("tier", (who, place, domain)).map(Tier).ok_or(AccreditationFault::NotAccredited)
    }
    fn is_suspended(_: &AccountId, _: &JurisdictionId, _: Domain) -> bool {
        false
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_accredit(who: &AccountId, place: &JurisdictionId, domain: Domain) {
        accredit(who, *place, domain, Some(3));
    }
}

// --- the tensor and attestations ------------------------------------------------------------------------------------

pub const DOMAINS: [Domain; 2] = [Domain::Kyc, Domain::Aml];

/// The state of a cell, and its end.
pub fn cell(
    asset: SubjectId,
    place: JurisdictionId,
    domain: Domain,
    state: ComplianceState,
    until: Option<Moment>,
) {
    put("cell", (asset, place, domain), &(state, until));
}

/// The asset passes everywhere.
pub fn pass_everywhere(asset: SubjectId) {
    for place in [difc(), aifc(), mas()] {
        pass(asset, place);
    }
}

pub fn pass(asset: SubjectId, place: JurisdictionId) {
    DOMAINS.into_iter().for_each(|domain| cell(asset, place, domain, ComplianceState::Compliant, None));
}

impl Passage for World {
    fn look(asset: &SubjectId, place: &JurisdictionId, until: Moment, pledged: DomainSet) -> Look {
        let mut found = Vec::new();
        let mut faults = Vec::new();
        for domain in DOMAINS {
            let (state, end): (ComplianceState, Option<Moment>) =
                get("cell", (asset, place, domain)).unwrap_or_default();
            found.push((domain, state, end));
            let absent = matches!(state, ComplianceState::Unknown | ComplianceState::Expired);
            let runs_out = end.is_some_and(|end| end <= until);
            let passes = state.passes() || (absent && pledged.contains(domain));
            if !passes || (runs_out && !pledged.contains(domain)) {
                faults.push(ComplianceFault::Domain { domain, state });
            }
        }
        Look { faults, slice: Digest(sp_io::hashing::sha2_256(&(asset, place, found).encode())) }
    }

    fn tensor_root() -> Digest {
        Digest([0x70; 32])
    }
}

#[cfg(feature = "runtime-benchmarks")]
impl msez_traits::Compliance for World {
    fn faults(asset: &SubjectId, place: &JurisdictionId) -> Vec<ComplianceFault> {
        Self::look(asset, place, now(), DomainSet::EMPTY).faults
    }
    fn benchmark_pass(asset: &SubjectId, place: &JurisdictionId) {
        pass(*asset, *place);
    }
}

impl Subjects<AccountId> for World {
    fn class_of(asset: &SubjectId) -> Option<AssetClass> {
        get::<MockAsset>("asset", asset).map(|_| "securities".parse().unwrap())
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

/// An attestation of the issuer that can be opened as evidence.
pub fn attested(
    n: u64,
    asset: SubjectId,
    kind: AttestationType,
    domain: Domain,
    place: JurisdictionId,
) -> HeldEvidence {
    let (attestation, document) = (msez_test_support::digest(n), msez_test_support::digest(n + 10_000));
    put(
        "attested",
        attestation,
        &(
            issuer(),
            asset,
            place,
            domain,
            ComplianceState::Compliant,
            now(),
            None::<Moment>,
            Migration::kind_digest(kind, &document),
        ),
    );
    accredit(&issuer(), place, domain, Some(3));
    HeldEvidence { attestation, kind: kind.code(), document }
}

pub fn revoke(evidence: &HeldEvidence) {
    kill("attested", evidence.attestation);
}

type Attested =
    (AccountId, SubjectId, JurisdictionId, Domain, ComplianceState, Moment, Option<Moment>, Digest);

impl Statements<AccountId> for World {
    fn statement(attestation: &Digest) -> Option<StatementFacts<AccountId>> {
        let (issuer, subject, jurisdiction, domain, state, issued_at, expires_at, evidence) =
            get::<Attested>("attested", attestation)?;
        Some(StatementFacts { issuer, subject, jurisdiction, domain, state, issued_at, expires_at, evidence })
    }
}

impl Issuing<AccountId> for World {
    fn state(
        issuer: &AccountId,
        at: &Coordinate,
        state: ComplianceState,
        validity: Moment,
        evidence: Digest,
    ) -> Result<Digest, DispatchError> {
        ensure_whole("tensor")?;
        let until = now() + validity;
        cell(at.subject, at.jurisdiction, at.domain, state, Some(until));
        let id = Digest(sp_io::hashing::sha2_256(&(issuer, at, evidence, now()).encode()));
        let kept: Attested =
            (issuer.clone(), at.subject, at.jurisdiction, at.domain, state, now(), Some(until), evidence);
        put("attested", id, &kept);
        Ok(id)
    }
    fn holds(attestation: &Digest) -> bool {
        Self::statement(attestation).is_some_and(|facts| facts.expires_at.is_none_or(|end| end > now()))
    }
    fn state_weight() -> Weight {
        Weight::from_parts(1_000_000, 100)
    }
    fn holds_weight() -> Weight {
        Weight::zero()
    }
}

// --- assets ---------------------------------------------------------------------------------------------------------

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct MockAsset {
    pub version: u64,
    /// The version that the last change of control made.
    pub controlled_since: u64,
    pub home: JurisdictionId,
    pub held_by: Option<Digest>,
    pub is_moving: bool,
    pub is_halted: bool,
    pub controllers: Vec<AccountId>,
    pub needed: u32,
    pub agreed: Vec<(AccountId, u64, Digest)>,
    pub program: Option<Digest>,
}

/// An asset at home in Dubai that Alice controls, and passes everywhere.
pub fn asset(n: u64) -> SubjectId {
    asset_of(n, vec![alice()], 1)
}

pub fn asset_of(n: u64, controllers: Vec<AccountId>, needed: u32) -> SubjectId {
    let id = msez_test_support::subject(n);
    let asset = MockAsset {
        version: 7,
        controlled_since: 7,
        home: difc(),
        held_by: None,
        is_moving: false,
        is_halted: false,
        controllers,
        needed,
        agreed: vec![],
        program: None,
    };
    put("asset", id, &asset);
    pass_everywhere(id);
    id
}

pub fn the(id: SubjectId) -> MockAsset {
    get("asset", id).unwrap()
}

pub fn change(id: SubjectId, change: impl FnOnce(&mut MockAsset)) {
    let mut asset = the(id);
    change(&mut asset);
    put("asset", id, &asset);
}

impl World {
    fn moved(id: &SubjectId, step: impl FnOnce(&mut MockAsset) -> DispatchResult) -> DispatchResult {
        ensure_whole("assets")?;
        let mut asset: MockAsset = get("asset", id).ok_or(DispatchError::CannotLookup)?;
        step(&mut asset)?;
        asset.version += 1;
        put("asset", id, &asset);
        Ok(())
    }
}

fn check(holds: bool) -> DispatchResult {
    if holds {
        Ok(())
    } else {
        Err(DispatchError::Other("standing"))
    }
}

impl AssetLock for World {
    fn lock(asset: &SubjectId, by: Digest) -> DispatchResult {
        Self::moved(asset, |asset| {
            check(asset.held_by.is_none() && !asset.is_halted)?;
            asset.held_by = Some(by);
            Ok(())
        })
    }
    fn unlock(asset: &SubjectId, by: Digest) -> DispatchResult {
        Self::moved(asset, |asset| {
            check(asset.held_by == Some(by) && !asset.is_moving)?;
            asset.held_by = None;
            Ok(())
        })
    }
    fn depart(asset: &SubjectId, by: Digest) -> DispatchResult {
        Self::moved(asset, |asset| {
            check(asset.held_by == Some(by) && !asset.is_moving && !asset.is_halted)?;
            asset.is_moving = true;
            Ok(())
        })
    }
    fn arrive(asset: &SubjectId, by: Digest, home: JurisdictionId) -> DispatchResult {
        Self::moved(asset, |asset| {
            check(asset.held_by == Some(by) && asset.is_moving)?;
            asset.held_by = None;
            asset.is_moving = false;
            asset.home = home;
            Ok(())
        })
    }
    fn turn_back(asset: &SubjectId, by: Digest) -> DispatchResult {
        Self::moved(asset, |asset| {
            check(asset.held_by == Some(by) && asset.is_moving)?;
            asset.held_by = None;
            asset.is_moving = false;
            Ok(())
        })
    }
    fn home(asset: &SubjectId) -> Option<JurisdictionId> {
        get::<MockAsset>("asset", asset).map(|asset| asset.home)
    }
}

impl AssetControl<AccountId> for World {
    fn version(asset: &SubjectId) -> Option<u64> {
        get::<MockAsset>("asset", asset).map(|asset| asset.version)
    }
    fn is_current(asset: &SubjectId, version: u64) -> bool {
        Self::current_since(asset).is_some_and(|since| since <= version)
            && Self::version(asset).is_some_and(|now| version <= now)
    }
    fn is_free(asset: &SubjectId) -> bool {
        get::<MockAsset>("asset", asset).is_some_and(|asset| asset.held_by.is_none() && !asset.is_halted)
    }
    fn current_since(asset: &SubjectId) -> Option<u64> {
        let asset = get::<MockAsset>("asset", asset)?;
        Some(if asset.needed > 1 { asset.controlled_since } else { asset.version })
    }
    fn rule(asset: &SubjectId) -> Option<Digest> {
        let asset = get::<MockAsset>("asset", asset)?;
        Some(Digest(polkadot_sdk::sp_io::hashing::blake2_256(&(asset.controllers, asset.needed).encode())))
    }
    fn controls(asset: &SubjectId, who: &AccountId) -> bool {
        get::<MockAsset>("asset", asset).is_some_and(|asset| asset.controllers.contains(who))
    }
    fn agree(
        id: &SubjectId,
        who: &AccountId,
        version: u64,
        action: Digest,
    ) -> Result<Option<Vec<AccountId>>, DispatchError> {
        let mut asset: MockAsset = get("asset", id).ok_or(DispatchError::CannotLookup)?;
        if !asset.controllers.contains(who) {
            return Err(DispatchError::BadOrigin);
        }
        check(Self::is_current(id, version))?;
        let voice = (who.clone(), version, action);
        check(!asset.agreed.contains(&voice))?;
        asset.agreed.push(voice);
        let agreed: Vec<AccountId> = asset
            .agreed
            .iter()
            .filter(|(_, at, what)| (*at, *what) == (version, action))
            .map(|(who, _, _)| who.clone())
            .collect();
        let is_met = agreed.len() as u32 >= asset.needed;
        if is_met {
            asset.agreed.retain(|(_, _, what)| *what != action);
        }
        put("asset", id, &asset);
        Ok(is_met.then_some(agreed))
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_asset(home: &JurisdictionId) -> (SubjectId, Vec<AccountId>) {
        let id = asset(4_000);
        change(id, |asset| asset.home = *home);
        (id, vec![alice()])
    }
}

impl AssetPrograms for World {
    fn named(asset: &SubjectId, instance: &Digest) -> bool {
        the(*asset).program == Some(*instance)
    }
    fn may(asset: &SubjectId, instance: &Digest, family: Family) -> bool {
        family == Family::Control
            && get::<MockAsset>("asset", asset).is_some_and(|a| a.program == Some(*instance))
    }
    fn acting(asset: &SubjectId, family: Family) -> Option<Digest> {
        get::<MockAsset>("asset", asset)?.program.filter(|_| family == Family::Control)
    }
    fn halt(_: &SubjectId, _: &Digest) -> Result<u64, DispatchError> {
        Err(DispatchError::Unavailable)
    }
    fn resume(_: &SubjectId, _: &Digest) -> Result<u64, DispatchError> {
        Err(DispatchError::Unavailable)
    }
    fn halt_weight() -> Weight {
        Weight::zero()
    }
}

pub fn object_as_program(objects: bool) {
    put("objects", (), &objects);
}

impl MovePolicy for World {
    fn permits(_: &SubjectId, _: &JurisdictionId, _: &Digest) -> bool {
        get("objects", ()) != Some(true)
    }
    fn weight() -> Weight {
        Weight::from_parts(2_000_000, 200)
    }
}

// --- money ----------------------------------------------------------------------------------------------------------

impl Pricing for World {
    fn price(currency: FeeCurrency, amount: Usd) -> Option<u128> {
        match currency {
            None => Some(amount.0),
            _ => None,
        }
    }
}

impl Settlement<AccountId> for World {
    fn pay(_: FeeCurrency, from: &AccountId, to: &AccountId, amount: u128) -> DispatchResult {
        ensure_whole("money")?;
        if *to == treasury() {
            ensure_whole("treasury")?;
        }
        Balances::transfer(from, to, amount, Preservation::Preserve).map(|_| ())
    }
    fn spendable(_: FeeCurrency, who: &AccountId) -> u128 {
        Balances::reducible_balance(who, Preservation::Preserve, Fortitude::Polite)
    }
    fn balance(_: FeeCurrency, who: &AccountId) -> u128 {
        Balances::balance(who)
    }
    fn pay_weight() -> Weight {
        Weight::zero()
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_endow(_: FeeCurrency, who: &AccountId, amount: u128) {
        let _ = Balances::mint_into(who, amount);
    }
}

// --- the bridge -----------------------------------------------------------------------------------------------------

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct MockTransfer {
    pub reference: Digest,
    pub phase: TransferPhase,
    pub payer: AccountId,
    pub fee: u128,
    pub prepare_by: Moment,
    pub commit_by: Moment,
    pub slice_root: Digest,
}

fn transfer_of(reference: &Digest) -> Digest {
    Digest(sp_io::hashing::blake2_256(&reference.0))
}

pub fn transfer(saga: &Digest) -> MockTransfer {
    get("transfer", transfer_of(saga)).unwrap()
}

fn set_phase(saga: &Digest, phase: TransferPhase) {
    put("transfer", transfer_of(saga), &MockTransfer { phase, ..transfer(saga) });
}

/// Every hop has prepared, and the bridge says so.
pub fn prepare(saga: &Digest) {
    set_phase(saga, TransferPhase::Prepared);
    <Migration as Shipper>::prepared(saga, &transfer_of(saga));
}

/// Every hop has committed, and the bridge says so.
pub fn commit(saga: &Digest) {
    assert_eq!(transfer(saga).phase, TransferPhase::Committing, "it was decided");
    set_phase(saga, TransferPhase::Completed);
    Balances::transfer(&bridge_account(), &operator(), transfer(saga).fee, Preservation::Expendable).unwrap();
    <Migration as Shipper>::completed(saga, &transfer_of(saga));
}

/// A hop is not prepared in time, and the bridge says so.
pub fn overdue(saga: &Digest) {
    <Migration as Shipper>::overdue(saga, &transfer_of(saga));
}

pub fn foreign_notice(saga: &Digest) {
    <Migration as Shipper>::prepared(saga, &Digest([9; 32]));
    <Migration as Shipper>::prepared(&Digest([9; 32]), &transfer_of(saga));
}

impl Bridge<AccountId> for World {
    fn open(order: TransferOrder<AccountId>) -> Result<Digest, DispatchError> {
        ensure_whole("bridge")?;
        let id = transfer_of(&order.reference);
        check(get::<MockTransfer>("transfer", id).is_none())?;
        check(now() < order.prepare_by && order.prepare_by < order.commit_by)?;
        let extra: u128 = get("surcharge", ()).unwrap_or_default();
        let fee = order.hops.iter().map(|hop| hop.transfer_fee.0 + hop.entry_fee.0).sum::<u128>() + extra;
        World::pay(order.currency, &order.payer, &bridge_account(), fee)?;
        let transfer = MockTransfer {
            reference: order.reference,
            phase: TransferPhase::Preparing,
            payer: order.payer,
            fee,
            prepare_by: order.prepare_by,
            commit_by: order.commit_by,
            slice_root: order.slice_root,
        };
        put("transfer", id, &transfer);
        Ok(id)
    }
    fn phase(id: &Digest) -> Option<TransferPhase> {
        get::<MockTransfer>("transfer", id).map(|transfer| transfer.phase)
    }
    fn carries(_: &Digest, who: &AccountId) -> bool {
        *who == operator()
    }
    fn prepared_digest(_: &Digest) -> Option<Digest> {
        Some(Digest([0xaa; 32]))
    }
    fn committed_digest(_: &Digest) -> Option<Digest> {
        Some(Digest([0xcc; 32]))
    }
    fn commit(id: &Digest) -> DispatchResult {
        ensure_whole("bridge")?;
        let transfer: MockTransfer = get("transfer", id).ok_or(DispatchError::CannotLookup)?;
        check(transfer.phase == TransferPhase::Prepared && now() <= transfer.commit_by)?;
        put("transfer", id, &MockTransfer { phase: TransferPhase::Committing, ..transfer });
        Ok(())
    }
    fn abort(id: &Digest, refund: Perbill, _: &[AccountId]) -> DispatchResult {
        ensure_whole("bridge")?;
        let transfer: MockTransfer = get("transfer", id).ok_or(DispatchError::CannotLookup)?;
        match transfer.phase {
            TransferPhase::Aborted => return Ok(()),
            TransferPhase::Preparing | TransferPhase::Prepared => (),
            _ => return Err(DispatchError::Other("committed")),
        }
        let back = refund.mul_floor(transfer.fee);
        World::pay(None, &bridge_account(), &transfer.payer, back)?;
        World::pay(None, &bridge_account(), &treasury(), transfer.fee - back)?;
        put("transfer", id, &MockTransfer { phase: TransferPhase::Aborted, ..transfer });
        Ok(())
    }
    fn open_weight(_: u32) -> Weight {
        Weight::zero()
    }
    fn decide_weight(_: u32) -> Weight {
        Weight::zero()
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_operators(_: &[HopTerms], _: Usd) {}
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_prepare(transfer: &Digest) {
        let kept: MockTransfer = get("transfer", transfer).unwrap();
        prepare(&kept.reference);
    }
}

/// The bridge that a test sets, or the real one.
pub struct EitherBridge;

/// From now on transfers are the real bridge's.
pub fn use_real_bridge() {
    put("real", (), &true);
}

pub fn is_real() -> bool {
    get("real", ()) == Some(true)
}

macro_rules! either {
    ($method:ident($($arg:expr),*)) => {
        if is_real() {
            <CorridorBridge as Bridge<AccountId>>::$method($($arg),*)
        } else {
            <World as Bridge<AccountId>>::$method($($arg),*)
        }
    };
}

impl Bridge<AccountId> for EitherBridge {
    fn open(order: TransferOrder<AccountId>) -> Result<Digest, DispatchError> {
        either!(open(order))
    }
    fn phase(transfer: &Digest) -> Option<TransferPhase> {
        either!(phase(transfer))
    }
    fn carries(transfer: &Digest, who: &AccountId) -> bool {
        either!(carries(transfer, who))
    }
    fn prepared_digest(transfer: &Digest) -> Option<Digest> {
        either!(prepared_digest(transfer))
    }
    fn committed_digest(transfer: &Digest) -> Option<Digest> {
        either!(committed_digest(transfer))
    }
    fn commit(transfer: &Digest) -> DispatchResult {
        either!(commit(transfer))
    }
    fn abort(transfer: &Digest, refund: Perbill, unpaid: &[AccountId]) -> DispatchResult {
        either!(abort(transfer, refund, unpaid))
    }
    fn open_weight(hops: u32) -> Weight {
        either!(open_weight(hops))
    }
    fn decide_weight(hops: u32) -> Weight {
        either!(decide_weight(hops))
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_operators(hops: &[HopTerms], value: Usd) {
        World::benchmark_operators(hops, value);
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_prepare(transfer: &Digest) {
        World::benchmark_prepare(transfer);
    }
}

impl pallet_corridor_bridge::Config for Test {
    type WeightInfo = ();
    type Audit = ();
    type Time = Timestamp;
    type Bonds = World;
    type Paths = World;
    type Pricing = World;
    type Settlement = World;
    type Units = World;
    type Assets = World;
    type Subjects = World;
    type Tensor = World;
    type Shipper = Migration;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type Escrow = BridgeEscrow;
    type Treasury = TreasuryAccount;
    type LateSlash = LateSlash;
    type CancelRefund = LateSlash;
    type ExposureFactor = ConstU32<10>;
    type PrepareTimeout = ConstU64<300_000>;
    type CommitTimeout = ConstU64<600_000>;
    // Tests jump from moment to moment.
    type MaxBlockGap = ConstU64<{ u64::MAX }>;
    type MaxAttempts = ConstU32<3>;
    type MaxDuration = ConstU64<{ 120 * DAY }>;
    type Retention = ConstU64<{ 60 * DAY }>;
    type MaxCorridors = ConstU32<3>;
    type MaxDuePerBlock = ConstU32<100>;
}

/// What was slashed of whom is written down.
impl msez_traits::Bonds<AccountId> for World {
    type BlockNumber = u64;
    fn minimum(_: Role) -> Balance {
        1
    }
    fn unbonding_delay(_: Role) -> u64 {
        1
    }
    fn active(_: Role, _: &AccountId) -> Balance {
        u128::MAX / 100
    }
    fn at_stake(_: Role, _: &AccountId) -> Balance {
        u128::MAX / 100
    }
    fn bond(_: Role, _: &AccountId, _: Balance) -> DispatchResult {
        Ok(())
    }
    fn slash(
        _: Role,
        offender: &AccountId,
        _: Perbill,
        _: &[AccountId],
        _: Option<&AccountId>,
    ) -> Result<Slash, DispatchError> {
        put("slashed", offender, &true);
        Ok(Slash::default())
    }
    fn release(_: Role, _: &AccountId, _: Balance) -> DispatchResult {
        Ok(())
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_bond(_: Role, _: &AccountId) {}
}

pub fn was_slashed(who: &AccountId) -> bool {
    get("slashed", who) == Some(true)
}

/// Nobody sends units here.
impl UnitReserve<AccountId> for World {
    fn refusals(
        _: &SubjectId,
        _: &AccountId,
        _: &AccountId,
        _: u128,
        _: &JurisdictionId,
    ) -> Vec<TransferRefusal> {
        vec![]
    }
    fn reserve(
        _: Digest,
        _: &SubjectId,
        _: &AccountId,
        _: &AccountId,
        _: u128,
        _: &JurisdictionId,
    ) -> DispatchResult {
        Err(DispatchError::Unavailable)
    }
    fn objections(_: &Digest) -> Option<Vec<TransferRefusal>> {
        None
    }
    fn settle(_: &Digest) -> Result<u128, DispatchError> {
        Err(DispatchError::Unavailable)
    }
    fn release(_: &Digest) -> DispatchResult {
        Err(DispatchError::Unavailable)
    }
    fn reserve_weight() -> Weight {
        Weight::zero()
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_units(
        _: &AccountId,
        _: &JurisdictionId,
        _: &JurisdictionId,
    ) -> (SubjectId, AccountId, AccountId) {
        (msez_test_support::subject(0), alice(), bob())
    }
}

impl TensorReader for World {
    fn state(_: &Coordinate) -> (ComplianceState, bool) {
        (ComplianceState::Unknown, false)
    }
    fn standing(_: &SubjectId, _: &JurisdictionId) -> Standing {
        Standing::default()
    }
    fn root() -> Digest {
        Digest([0x70; 32])
    }
    fn state_weight() -> Weight {
        Weight::zero()
    }
    fn standing_weight() -> Weight {
        Weight::zero()
    }
}

/// The bridge asks for so much more than was quoted.
pub fn set_surcharge(amount: u128) {
    put("surcharge", (), &amount);
}

// --- running --------------------------------------------------------------------------------------------------------

pub fn externalities() -> sp_io::TestExternalities {
    let people =
        [alice(), bob(), carrier(), arbiter(), issuer(), operator(), authority(&difc()), authority(&aifc())];
    let mut balances: Vec<_> = people.into_iter().map(|who| (who, RICH)).collect();
    balances.extend([treasury(), bridge_account(), Migration::pot()].map(|who| (who, 10)));
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
    Migration::do_try_state().unwrap();
    msez_test_support::assert_money_is_accounted_for::<Test>();
}

pub fn now() -> Moment {
    Timestamp::get()
}

/// A block after so much time: its agenda runs.
pub fn block_after(time: Moment) {
    System::set_block_number(System::block_number() + 1);
    Timestamp::set_timestamp(now() + time);
    let block = System::block_number();
    <CorridorBridge as polkadot_sdk::frame_support::traits::Hooks<u64>>::on_poll(
        block,
        &mut WeightMeter::new(),
    );
    Migration::work_off_agenda(&mut WeightMeter::new());
    assert_sound();
}

pub fn by(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// A request of Alice's for an asset, directly to Astana, a month from now.
pub fn request(asset: SubjectId) -> Request<AccountId> {
    Request {
        asset,
        version: the(asset).version,
        source: difc(),
        target: aifc(),
        path: vec![direct()],
        value: Usd::dollars(1_000_000),
        max_fee: 5_000,
        currency: None,
        payer: alice(),
        deadline: now() + 30 * DAY,
        arbiter: Some(arbiter()),
        nonce: 0,
    }
}

pub fn none() -> HeldList {
    HeldList::default()
}

pub fn start(request: &Request<AccountId>) -> Digest {
    Migration::start(by(alice()), request.clone(), none()).unwrap();
    Migration::saga_id(request)
}

/// A saga under way.
pub fn under_way(n: u64) -> Digest {
    let saga = start(&request(asset(n)));
    assert_eq!(state(&saga), State::Transit);
    saga
}

/// One whose asset is held, but whose transfer could not be opened.
pub fn locked(n: u64) -> Digest {
    set_broken("bridge", true);
    let saga = start(&request(asset(n)));
    assert_eq!(state(&saga), State::SourceLock);
    set_broken("bridge", false);
    saga
}

/// One that waits for evidence.
pub fn gathering(n: u64) -> Digest {
    require(&direct(), vec![requirement(AttestationType::SourceOfFunds, Domain::Aml)]);
    let saga = start(&request(asset(n)));
    assert_eq!(state(&saga), State::AttestationGathering);
    saga
}

/// One that is decided.
pub fn decided(n: u64) -> Digest {
    let saga = under_way(n);
    prepare(&saga);
    block_after(1_000);
    assert_eq!(state(&saga), State::DestinationUnlock);
    saga
}

pub fn record(saga: &Digest) -> SagaOf<Test> {
    crate::Sagas::<Test>::get(saga).unwrap()
}

pub fn state(saga: &Digest) -> State {
    record(saga).state
}

pub fn free(who: &AccountId) -> Balance {
    Balances::total_balance(who)
}

pub fn events() -> Vec<Event> {
    let events = msez_test_support::events_of::<Test, Event>();
    System::reset_events();
    events
}

/// Balances that migrations move, to be compared.
pub fn money() -> BTreeMap<&'static str, Balance> {
    BTreeMap::from([
        ("alice", free(&alice())),
        ("bridge", free(&bridge_account())),
        ("operator", free(&operator())),
        ("pot", free(&Migration::pot())),
        ("treasury", free(&treasury())),
    ])
}

/// What changed.
pub fn moved(before: &BTreeMap<&'static str, Balance>) -> Vec<(&'static str, i128)> {
    money()
        .into_iter()
        .map(|(who, after)| (who, after as i128 - before[who] as i128))
        .filter(|(_, change)| *change != 0)
        .collect()
}

pub fn govern(change: impl FnOnce(&mut Parameters)) {
    let mut parameters = crate::Governed::<Test>::get();
    change(&mut parameters);
    Migration::set_parameters(RuntimeOrigin::root(), parameters).unwrap();
}

pub fn pair(seed: u8) -> (sp_core::sr25519::Pair, AccountId) {
    use sp_core::Pair;
    let pair = sp_core::sr25519::Pair::from_seed(&[seed; 32]);
    let who = AccountId32::new(pair.public().0);
    (pair, who)
}
