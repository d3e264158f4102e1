//! Calls of what moves: operators and their receipts, units that are sent, migrations from the request to the arrival or
//! back. Each looks at what there is and does what comes next, or something like it.

use std::ops::RangeInclusive;

use codec::Encode;
use msez_asset::{ComplianceFault, ControlRule, Controller, Genesis, Permissions, UnitRules};
use msez_attestation::Statement;
use msez_bridge::{HopPhase, Limits};
use msez_core::{
    AssetClass, BasisPoints, ComplianceState, CorridorId, Digest, Domain, JurisdictionId, SubjectId, Tier,
    Usd,
};
use msez_manifold::AttestationType;
use msez_runtime::{
    constants::UNIT, AccountId, Bonds, ComplianceTensor, CorridorBridge, Manifold, Migration, Runtime,
    RuntimeCall,
};
use msez_runtime_api::SubjectKind;
use msez_saga::{Action, HeldEvidence, Request, State, Timeouts, HOUR};
use msez_traits::{Bonds as _, Compliance, Paths, Role, Subjects, TransferPhase};
use pallet_corridor_bridge::{Registry, Rosters, Standing, Transfers, UnitsRequest};
use pallet_migration::{Held, Itineraries, Itinerary, Live, Parameters, ProgramLocks, Ruling, Sagas};
use pallet_smart_assets::{Assets, Holders, Units};
use polkadot_sdk::{
    frame_support::BoundedVec, sp_core::Pair, sp_io::hashing::sha2_256, sp_runtime::MultiSignature,
};

use super::{
    accountability::{actor, minted, place_of, some, Made},
    papers,
    pools::{Pools, ACTORS},
    typed::{attested, country, holder, Who},
};
use crate::rng::Rng;

const DAY: u64 = 24 * HOUR;

/// Accounts that carry hops in the beginning.
const OPERATORS: usize = 5;

/// Assets that can move in the beginning.
const MOVABLE: u8 = 8;

/// Settlement currencies in which fees are paid.
pub const ENDOWED: RangeInclusive<u32> = 1..=3;

/// What each keyless account is given of them.
pub const ENDOWMENT: u128 = 1 << 40;

fn by(at: usize) -> Who {
    Who::Signed(actor(at))
}

fn authority(place: &JurisdictionId) -> Option<AccountId> {
    Manifold::authority(place)
}

/// An asset that one controls, or two of three.
fn genesis(number: u8) -> Genesis<AccountId> {
    let at = usize::from(number) % 3;
    let control = if number % 4 == 3 {
        let mut accounts = [actor(at), actor(at + 1), actor(at + 2)];
        accounts.sort();
        let all = |account| Controller { account, permissions: Permissions::ALL };
        ControlRule { controllers: accounts.map(all).into(), thresholds: [2; 7] }
    } else {
        ControlRule::sole(actor(at))
    };
    Genesis {
        schema: Digest([1; 32]),
        issuer: actor(at),
        class: "securities".parse().expect("the class is well formed"),
        jurisdiction: "uae-difc".parse().expect("the id is well formed"),
        policy: Digest([number; 32]),
        control,
    }
}

fn movable() -> impl Iterator<Item = (Genesis<AccountId>, SubjectId)> {
    (0..MOVABLE).map(genesis).map(|genesis| {
        let id = genesis.id(sha2_256);
        (genesis, id)
    })
}

/// The party behind an actor.
fn party(at: usize) -> (Vec<u8>, SubjectId) {
    let document = format!("party {at}").into_bytes();
    let id = SubjectId(sha2_256(&document));
    (document, id)
}

/// A program that moves an asset when it is told to: step, id and asset are the words of its input. Asked, it agrees.
fn mover() -> Vec<u8> {
    let id = "PUSH1 32\nCALLDATALOAD";
    let steps = [
        "PUSH1 64\nCALLDATALOAD\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH2 3600\nLOCK".to_string(),
        format!("{id}\nUNLOCK"),
        format!("{id}\nPUSH32 \"kz-aifc\"\nTRANSIT_BEGIN"),
        format!("{id}\nTRANSIT_END"),
        format!("{id}\nSETTLE"),
        format!("{id}\nCOMPENSATE"),
        format!("{id}\nMIGRATION_STATE"),
    ];
    let mut text = String::new();
    for number in 1..=steps.len() {
        text += &format!("PUSH0\nCALLDATALOAD\nPUSH1 {number}\nEQ\nPUSH2 :step{number}\nJUMPI\n");
    }
    text += "HALT\n";
    for (number, step) in (1..).zip(&steps) {
        text += &format!("step{number}: JUMPDEST\n{step}\nPUSH0\nSSTORE\nHALT\n");
    }
    msez_savm::asm::assemble(&text).expect("the program is well formed")
}

/// Operators, issuers, and assets that pass wherever they could go: in steps, a block each, which look at what the one before
/// has done. None when nothing is left to do.
pub fn prologue(step: usize, rng: &mut Rng, pools: &Pools) -> Option<Vec<(Who, RuntimeCall)>> {
    use pallet_smart_assets::Call as Asset;
    let mut made = Vec::new();
    let places: Vec<(JurisdictionId, &[(Domain, AttestationType)])> = papers::FINDINGS
        .iter()
        .map(|(id, found)| (id.parse().expect("the id is well formed"), *found))
        .collect();
    let corridors: Vec<CorridorId> = pools.corridors.clone();
    let version = |asset: &SubjectId| Assets::<Runtime>::get(asset).map_or(1, |record| record.version);
    let control = |asset: &SubjectId| {
        let record = Assets::<Runtime>::get(asset)?;
        Some(record.control.controllers.first()?.account.clone())
    };
    match step {
        0 => {
            for asset in ENDOWED {
                made.extend(msez_runtime::configs::pots().map(|pot| minted(asset, pot, ENDOWMENT)));
            }
            for (jurisdiction, found) in &places {
                let who = Who::Signed(authority(jurisdiction)?);
                for (domain, _) in *found {
                    let call = pallet_manifold::Call::accredit_issuer {
                        jurisdiction: *jurisdiction,
                        domain: *domain,
                        issuer: actor(5),
                        tier: Tier(3),
                        expires_at: None,
                    };
                    made.push((who.clone(), call.into()));
                }
            }
            for at in 0..OPERATORS {
                let amount = UNIT * rng.between(50_000, 400_000) as u128;
                made.push((by(at), pallet_bonds::Call::bond { role: Role::Operator, amount }.into()));
            }
            for (genesis, _) in movable() {
                made.push((Who::Signed(genesis.issuer.clone()), Asset::register { genesis }.into()));
            }
            for at in 0..4 {
                let (document, id) = party(at);
                let call = pallet_compliance_tensor::Call::register_subject {
                    kind: SubjectKind::Party,
                    id,
                    document: document.try_into().ok()?,
                    class: AssetClass::party(),
                };
                made.push((by(at), call.into()));
            }
            made.push((by(6), pallet_savm::Call::deploy { code: mover().try_into().ok()? }.into()));
        }
        1 => {
            for corridor in &corridors {
                made.extend((0..OPERATORS).map(|at| (by(at), registration(*corridor, at, 0))));
            }
            // The only one so far.
            let program = pallet_savm::Programs::<Runtime>::iter_keys().next()?;
            for (asset, salt) in movable().map(|(_, id)| Some(id)).take(2).zip([[1; 32], [2; 32]]) {
                made.push((by(6), pallet_savm::Call::instantiate { program, salt, asset }.into()));
            }
        }
        2..=4 => {
            // So many cells change in a block, and no more.
            let subjects = movable().map(|(_, id)| id).chain((0..4).map(|at| party(at).1));
            let all = subjects.flat_map(|subject| places.iter().map(move |place| (subject, place)));
            let all = all.flat_map(|(subject, (jurisdiction, found))| {
                found.iter().map(move |(domain, kind)| (subject, *jurisdiction, *domain, *kind))
            });
            let first = pools.nonce(&actor(5));
            for (nonce, (subject, jurisdiction, domain, kind)) in
                (first..).zip(all.skip((step - 2) * 80).take(80))
            {
                let statement = Statement {
                    subject,
                    jurisdiction,
                    domain,
                    state: ComplianceState::Compliant,
                    valid_from: pools.now,
                    valid_until: Some(pools.now + 400 * DAY),
                    evidence: papers::stated(kind),
                };
                made.push((by(5), pallet_attestations::Call::attest { nonce, statement }.into()));
            }
        }
        5 => {
            for corridor in corridors {
                let (end, _) = Manifold::ends(&corridor)?;
                let who = Who::Signed(authority(&end)?);
                for at in 0..OPERATORS {
                    let operator = actor(at);
                    let call = pallet_corridor_bridge::Call::accept_operator { corridor, operator };
                    made.push((who.clone(), call.into()));
                }
            }
            for (genesis, asset) in movable() {
                let expected_version = version(&asset);
                let all = genesis.control.controllers.into_iter();
                let bind = all.map(|controller| {
                    (Who::Signed(controller.account), Asset::bind { asset, expected_version }.into())
                });
                made.extend(bind);
            }
        }
        6 => {
            for (_, asset) in movable().take(2) {
                let expected_version = version(&asset);
                let mut all = pallet_savm::Instances::<Runtime>::iter();
                let (instance, _) = all.find(|(_, record)| record.asset == Some(asset))?;
                let program = Some(pallet_smart_assets::Program { instance, permissions: Permissions::ALL });
                let call = Asset::set_program { asset, expected_version, program };
                made.push((Who::Signed(control(&asset)?), call.into()));
            }
            for (_, asset) in movable().skip(4).take(2) {
                let expected_version = version(&asset);
                let call = Asset::create_units { asset, expected_version, rules: UnitRules::OPEN };
                made.push((Who::Signed(control(&asset)?), call.into()));
            }
        }
        7..=10 => {
            let at = step - 7;
            for (_, asset) in movable().skip(4).take(2) {
                let (account, party, country) = (actor(at), party(at).1, country(rng));
                let expected_version = version(&asset);
                let call = Asset::admit { asset, expected_version, account, party, country };
                made.push((Who::Signed(control(&asset)?), call.into()));
            }
        }
        11..=14 => {
            for (_, asset) in movable().skip(4).take(2) {
                let (expected_version, to) = (version(&asset), actor(step - 11));
                let call = Asset::mint { asset, expected_version, to, amount: 1_000_000 };
                made.push((Who::Signed(control(&asset)?), call.into()));
            }
        }
        _ => return None,
    }
    Some(made)
}

/// A call, and from whom.
pub fn call(rng: &mut Rng, pools: &Pools) -> Made {
    match rng.below(32) {
        0..=2 => operators(rng, pools),
        3..=6 => start(rng, pools),
        7..=9 => send_units(rng, pools),
        10..=12 => programs(rng, pools),
        13 => governed(rng, pools),
        14 => past(rng, pools),
        15..=20 => {
            let open =
                Transfers::<Runtime>::iter().filter(|(_, it)| it.by_holder && !it.progress.phase.is_over());
            let (id, _) = some(rng, open)?;
            carry(rng, pools, &id)
        }
        _ => {
            let saga = some(rng, Live::<Runtime>::iter_values())?;
            further(rng, pools, saga)
        }
    }
}

fn registration(corridor: CorridorId, at: usize, generation: u32) -> RuntimeCall {
    let pair = papers::key(&actor(at), generation);
    pallet_corridor_bridge::Call::register_operator {
        corridor,
        key: pair.public(),
        possession: papers::possession(&actor(at), &pair),
        endpoint: b"https://operator.example".to_vec().try_into().expect("the endpoint is short"),
    }
    .into()
}

/// Becoming an operator, being one, and leaving.
fn operators(rng: &mut Rng, pools: &Pools) -> Made {
    use pallet_corridor_bridge::Call;
    let at = rng.below(ACTORS.len());
    let me = actor(at);
    let corridor = *pools.corridors.get(rng.below(pools.corridors.len()))?;
    let (first, second) = Manifold::ends(&corridor)?;
    let end = authority(if rng.one_in(2) { &first } else { &second })?;
    let minimum = Bonds::minimum(Role::Operator);
    if Bonds::active(Role::Operator, &me) < 20 * minimum {
        let (role, amount) = (Role::Operator, 100 * minimum);
        let call = match pallet_bonds::Ledgers::<Runtime>::get(role, &me).filter(|it| it.active > 0) {
            Some(_) => pallet_bonds::Call::bond_extra { role, amount },
            None => pallet_bonds::Call::bond { role, amount },
        };
        return Some((Who::Signed(me), call.into()));
    }
    let Some(record) = Registry::<Runtime>::get(corridor, &me) else {
        return Some((Who::Signed(me), registration(corridor, at, rng.below(8) as u32)));
    };
    let few = Rosters::<Runtime>::get(corridor).len() < 4;
    Some(match rng.below(8) {
        _ if record.standing != Standing::Accepted && !rng.one_in(4) => {
            (Who::Signed(end), Call::accept_operator { corridor, operator: me }.into())
        }
        0 if !few || rng.one_in(6) => {
            (Who::Signed(end), Call::dismiss_operator { corridor, operator: me }.into())
        }
        1..=2 => {
            let pair = papers::key(&me, rng.below(8) as u32);
            // Sometimes the key of another agrees.
            let whose = if rng.one_in(8) { pools.account(rng) } else { me.clone() };
            let possession = papers::possession(&whose, &pair);
            (Who::Signed(me), Call::rotate_key { corridor, key: pair.public(), possession }.into())
        }
        3 if !few || rng.one_in(6) => (Who::Signed(me), Call::retire { corridor }.into()),
        4..=5 => {
            // Both ends name one of few.
            let arbiter = (!rng.one_in(6)).then(|| actor(6 + rng.below(2)));
            (Who::Signed(end), Call::name_arbiter { corridor, arbiter }.into())
        }
        6 => {
            let (role, amount) = (Role::Operator, minimum * rng.between(1, 400) as u128);
            (Who::Signed(me), pallet_bonds::Call::unbond { role, amount }.into())
        }
        _ => {
            let currency = if rng.one_in(2) { None } else { Some(rng.between(1, 3) as u32) };
            let owed = some(rng, pallet_corridor_bridge::Owed::<Runtime>::iter());
            let (who, currency) = owed.map_or((me.clone(), currency), |(who, currency, _)| (who, currency));
            (Who::Signed(me), Call::collect_fees { who, currency }.into())
        }
    })
}

/// A way from a place over some corridors, and where it leads.
fn way(
    rng: &mut Rng,
    from: JurisdictionId,
    class: &AssetClass,
    value: Usd,
    most: usize,
) -> Option<(Vec<CorridorId>, JurisdictionId, u64)> {
    let mut all: Vec<_> = pallet_manifold::Corridors::<Runtime>::iter().collect();
    all.sort_by_key(|(id, _)| *id);
    for _ in 0..4 {
        let (mut here, mut path) = (from, Vec::new());
        for _ in 0..rng.between(1, most) {
            let ahead: Vec<_> = all
                .iter()
                .filter(|(id, _)| !path.contains(id))
                .filter_map(|(id, record)| match here {
                    here if record.source == here => Some((*id, record.target)),
                    here if record.target == here => Some((*id, record.source)),
                    _ => None,
                })
                .collect();
            if ahead.is_empty() {
                break;
            }
            let (corridor, to) = *rng.pick(&ahead);
            path.push(corridor);
            here = to;
        }
        if let Ok(hops) = Manifold::walk(&from, &path, class, value) {
            return Some((path, here, hops.iter().map(|hop| u64::from(hop.hours)).sum()));
        }
    }
    None
}

/// Evidence of an asset, a few pieces at most.
fn evidence_of(asset: &SubjectId) -> Vec<HeldEvidence> {
    let mut all = papers::evidence().remove(asset).unwrap_or_default();
    all.sort_by_key(|evidence| evidence.attestation);
    all.truncate(32);
    all
}

fn class_of(asset: &SubjectId) -> Option<AssetClass> {
    <ComplianceTensor as Subjects<AccountId>>::class_of(asset)
}

/// Somebody who does not decide over it.
fn outsider(rng: &mut Rng, control: &ControlRule<AccountId>) -> Option<AccountId> {
    let some = actor(rng.below(ACTORS.len()));
    control.controllers.iter().all(|it| it.account != some).then_some(some)
}

/// A migration. Several controllers who ask on the same day ask for the same.
fn start(rng: &mut Rng, pools: &Pools) -> Made {
    use pallet_migration::Call;
    let is_free = |asset: &SubjectId| !Live::<Runtime>::contains_key(asset);
    let asset = some(rng, movable().map(|(_, id)| id).filter(is_free)).filter(|_| !rng.one_in(5));
    let asset = asset.or_else(|| pools.asset(rng))?;
    let record = Assets::<Runtime>::get(asset)?;
    let before = Sagas::<Runtime>::iter_values().filter(|saga| saga.request.asset == asset).count() as u64;
    let day = pools.now / DAY;
    let mut same = Rng::new((asset, record.version, day, before).using_encoded(|bytes| {
        u64::from_le_bytes(sha2_256(bytes)[..8].try_into().expect("eight of 32 bytes"))
    }));
    let value = Usd::dollars(same.between(1, 60_000) as u64);
    let (path, target, hours) = way(&mut same, record.home, &class_of(&asset)?, value, 3)?;
    let payer = same.pick(&record.control.controllers).account.clone();
    let mut request = Request {
        asset,
        version: record.version,
        source: record.home,
        target,
        path,
        value,
        max_fee: UNIT * 1_000_000,
        currency: same.one_in(4).then(|| same.between(1, 3) as u32),
        payer,
        deadline: (day + 1) * DAY + hours * HOUR + same.between(1, 200) as u64 * HOUR,
        arbiter: if same.one_in(2) { outsider(&mut same, &record.control) } else { None },
        nonce: before,
    };
    let controller = rng.pick(&record.control.controllers).account.clone();
    let mut held = if same.one_in(3) { Vec::new() } else { evidence_of(&asset) };
    if same.one_in(3) {
        held.truncate(2);
    }
    if rng.one_in(10) {
        match rng.below(8) {
            0 => request.version = request.version.wrapping_sub(1),
            1 => request.max_fee = rng.below(1_000) as u128,
            2 => request.deadline = pools.now + rng.of_bits(30),
            3 => request.payer = pools.account(rng),
            4 => request.path.reverse(),
            5 => request.currency = Some(rng.below(9) as u32),
            6 => {
                // Asked for before.
                let old = some(rng, Sagas::<Runtime>::iter_values())?;
                request = old.request;
            }
            _ => held.push(*held.first()?),
        }
    }
    let held = BoundedVec::truncate_from(held);
    if !rng.one_in(4) {
        return Some((Who::Signed(controller), Call::start { request, held }.into()));
    }
    let saga = Migration::saga_id(&request);
    let at = if rng.one_in(12) { rng.below(ACTORS.len()) } else { place_of(&controller)? };
    let signature = MultiSignature::Sr25519(ACTORS[at].sign(&msez_saga::signed_payload(&saga)));
    let call = Call::start_signed { request, held, controller, signature };
    Some((Who::Signed(pools.account(rng)), call.into()))
}

/// What brings a migration closer to its end, or away from it.
fn further(rng: &mut Rng, pools: &Pools, saga: Digest) -> Made {
    use pallet_migration::Call;
    let record = Sagas::<Runtime>::get(saga)?;
    let control = Assets::<Runtime>::get(record.request.asset)?.control;
    let controller = rng.pick(&control.controllers).account.clone();
    let someone = Who::Signed(pools.account(rng));
    let wants = |share: u8| saga.0[2] % 16 < share;
    Some(match record.state {
        // One in some is called off, disputed or recalled.
        state if state.is_cancellable() && wants(2) && rng.one_in(3) => {
            (Who::Signed(controller), Call::cancel { saga }.into())
        }
        state if state.may_turn_back() && (wants(4) && rng.one_in(8) || rng.one_in(60)) => {
            let who = match rng.below(3) {
                0 => controller,
                1 => authority(&record.request.target)?,
                _ => pools.account(rng),
            };
            (Who::Signed(who), Call::dispute { saga, grounds: Digest([6; 32]) }.into())
        }
        State::Disputed => {
            let ruling = if rng.one_in(2) { Ruling::Resume } else { Ruling::Compensate };
            let who = record.request.arbiter.map_or(Who::Root, Who::Signed);
            (if rng.one_in(10) { someone } else { who }, Call::rule { saga, ruling }.into())
        }
        State::Compensating if rng.one_in(6) => {
            (Who::Root, Call::waive { saga, action: *rng.pick(&Action::ORDER) }.into())
        }
        State::Compensating => (someone, Call::retry_compensation { saga }.into()),
        State::Transit | State::DestinationUnlock if !rng.one_in(4) => {
            return carry(rng, pools, &record.transit?.transfer);
        }
        state if state.is_cancellable() && !rng.one_in(6) => {
            return supply(rng, pools, saga).or(Some((someone, Call::advance { saga }.into())));
        }
        _ if rng.one_in(24) => (someone, Call::retry_compensation { saga }.into()),
        _ => (someone, Call::advance { saga }.into()),
    })
}

/// What a migration waits for: evidence, a pledge, or a statement.
fn supply(rng: &mut Rng, pools: &Pools, saga: Digest) -> Made {
    use pallet_migration::Call;
    let view = Migration::saga(saga)?;
    let asset = view.saga.request.asset;
    let target = view.saga.request.target;
    let pledge = |rng: &mut Rng, domain: Domain, kind: AttestationType| -> Made {
        let counts = |entry: &&(JurisdictionId, Domain, AccountId)| entry.0 == target && entry.1 == domain;
        let issuers: Vec<_> = pools.accredited.iter().filter(counts).collect();
        let issuer = if issuers.is_empty() || rng.one_in(12) {
            pools.account(rng)
        } else {
            rng.pick(&issuers).2.clone()
        };
        let (document, validity) = (papers::document(kind), DAY * rng.between(1, 300) as u64);
        Some((Who::Signed(issuer), Call::pledge { saga, domain, kind, document, validity }.into()))
    };
    if let Some(lacking) =
        some(rng, view.unmet.iter()).filter(|_| view.compliance.is_empty() || rng.one_in(2))
    {
        let is_new = |it: &HeldEvidence| view.held.iter().all(|held| held.attestation != it.attestation);
        let fits = |it: &HeldEvidence| it.kind == lacking.kind.code() && is_new(it);
        let mut evidence = some(rng, evidence_of(&asset).into_iter().filter(fits));
        if rng.one_in(16) {
            evidence = some(rng, Held::<Runtime>::get(saga).into_iter()).map(|mut held| {
                held.document.0[0] ^= u8::from(rng.one_in(2));
                held
            });
        }
        return match evidence {
            Some(evidence) if !rng.one_in(6) => {
                Some((Who::Signed(pools.account(rng)), Call::add_evidence { saga, evidence }.into()))
            }
            _ if rng.one_in(2) => pledge(rng, lacking.domain, lacking.kind),
            _ => {
                let places: Vec<_> = view.saga.places().collect();
                let place = *rng.pick(&places);
                attested(rng, pools, asset, place, lacking.domain, papers::stated(lacking.kind))
            }
        };
    }
    let lacking = some(rng, view.compliance.iter())?;
    let ComplianceFault::Domain { domain, .. } = lacking.fault else { return None };
    let mut kinds = papers::FINDINGS.iter().flat_map(|(_, found)| found.iter());
    let kind =
        kinds.find(|(of, _)| *of == domain).map_or(AttestationType::KycVerification, |(_, kind)| *kind);
    if lacking.jurisdiction == target && rng.one_in(2) {
        return pledge(rng, domain, kind);
    }
    attested(rng, pools, asset, lacking.jurisdiction, domain, papers::stated(kind))
}

/// What an operator of a transfer says, or somebody in his name.
fn carry(rng: &mut Rng, pools: &Pools, id: &Digest) -> Made {
    use pallet_corridor_bridge::Call;
    let transfer = Transfers::<Runtime>::get(id)?;
    let index = rng.below(transfer.progress.hops as usize) as u32;
    let record = pallet_corridor_bridge::Hops::<Runtime>::get(id, index)?;
    let someone = Who::Signed(pools.account(rng));
    // Operators of some hops do nothing.
    let is_idle = |share: u8| id.0[5].wrapping_add(index as u8) % 24 < share;
    if rng.one_in(14) {
        return Some((someone, Call::poke { transfer: *id }.into()));
    }
    if transfer.by_holder && rng.one_in(if id.0[3].is_multiple_of(4) { 6 } else { 60 }) {
        return Some((Who::Signed(transfer.payer), Call::cancel_units { transfer: *id }.into()));
    }
    let early = rng.one_in(20);
    match record.state.phase {
        HopPhase::Assigned if rng.one_in(14) => {
            Some((Who::Signed(record.operator), Call::refuse_hop { transfer: *id, hop: index }.into()))
        }
        HopPhase::Assigned if is_idle(1) => None,
        HopPhase::Assigned if !early => prepare(rng, pools, id, index),
        _ if transfer.progress.phase == TransferPhase::Committing
            && record.state.escalated
            && !rng.one_in(5) =>
        {
            let arbiter = transfer.arbiter.or_else(|| CorridorBridge::arbiter(record.terms.corridor));
            let who = if rng.one_in(10) { someone } else { arbiter.map_or(Who::Root, Who::Signed) };
            let settlement = match rng.below(10) {
                0 => record.committed.map(|it| it.settlement).unwrap_or_default(),
                _ => Digest(sha2_256(&(id, index, b"arbiter").encode())),
            };
            let call = Call::complete_hop {
                transfer: *id,
                hop: index,
                settlement,
                settlement_block: 9,
                target_evidence: Digest([1; 32]),
            };
            Some((who, call.into()))
        }
        HopPhase::Prepared if is_idle(3) && !early => None,
        HopPhase::Prepared if transfer.progress.phase == TransferPhase::Committing || early => {
            commit(rng, pools, id, index)
        }
        // Too early, too late, or once more.
        _ if !early => None,
        _ if rng.one_in(2) => prepare(rng, pools, id, index),
        _ => commit(rng, pools, id, index),
    }
}

fn prepare(rng: &mut Rng, pools: &Pools, id: &Digest, index: u32) -> Made {
    let (mut receipt, mut pair) = papers::prepare(id, index)?;
    if rng.one_in(10) {
        match rng.below(9) {
            0 => receipt.lock = papers::prepare(id, index + 1)?.0.lock,
            1 => receipt.attempt = receipt.attempt.wrapping_sub(1),
            2 => receipt.lock_until -= 1,
            3 => receipt.slice_root.0[0] ^= 1,
            4 => receipt.operator = Digest(pools.account(rng).into()),
            5 => receipt.prepared_at = receipt.prepared_at.wrapping_add(rng.of_bits(24)) - rng.of_bits(24),
            6 => receipt.amount += 1,
            7 => pair = papers::key(&pools.account(rng), 0),
            // A lock that stood for something else.
            _ => {
                let used = pallet_corridor_bridge::Used::<Runtime>::iter_key_prefix(receipt.corridor);
                receipt.lock = some(rng, used)?.1;
            }
        }
    }
    let signature = pair.sign(&receipt.payload());
    let call = pallet_corridor_bridge::Call::prepare { receipt, signature };
    Some((Who::Signed(pools.account(rng)), call.into()))
}

fn commit(rng: &mut Rng, pools: &Pools, id: &Digest, index: u32) -> Made {
    let (mut receipt, mut pair) = papers::commit(id, index)?;
    if rng.one_in(10) {
        match rng.below(8) {
            0 => receipt.prepare_receipt.0[0] ^= 1,
            1 => receipt.attempt = receipt.attempt.wrapping_add(1),
            2 => receipt.slice_root.0[0] ^= 1,
            3 => receipt.operator = Digest(pools.account(rng).into()),
            4 => receipt.committed_at = receipt.committed_at.wrapping_sub(rng.of_bits(24)),
            5 => receipt.settlement = Digest::default(),
            6 => pair = papers::key(&pools.account(rng), 0),
            // A settlement of something else.
            _ => {
                let used = pallet_corridor_bridge::Used::<Runtime>::iter_key_prefix(receipt.corridor);
                receipt.settlement = some(rng, used)?.1;
            }
        }
    }
    let signature = pair.sign(&receipt.payload());
    let call = pallet_corridor_bridge::Call::commit { receipt, signature };
    Some((Who::Signed(pools.account(rng)), call.into()))
}

/// Units that change hands abroad, or a statement that is missing for it.
fn send_units(rng: &mut Rng, pools: &Pools) -> Made {
    let asset = some(rng, Units::<Runtime>::iter_keys())?;
    let (from, to) = (holder(rng, &asset)?, holder(rng, &asset)?);
    let home = Assets::<Runtime>::get(asset)?.home;
    let value = Usd::dollars(rng.between(1, 40_000) as u64);
    let (corridors, target, hours) = way(rng, home, &class_of(&asset)?, value, 2)?;
    let party = |who: &AccountId| Holders::<Runtime>::get(asset, who).map(|record| record.party);
    for (who, place) in [(&from, home), (&to, home), (&to, target)] {
        let subject = party(who)?;
        for fault in <ComplianceTensor as Compliance>::faults(&subject, &place) {
            if let (ComplianceFault::Domain { domain, .. }, true) = (fault, rng.one_in(2)) {
                return attested(rng, pools, subject, place, domain, Digest([7; 32]));
            }
        }
    }
    let prepare_by = pools.now + HOUR / 60 * rng.between(1, 600) as u64;
    let limits = Limits {
        max_hops: if rng.one_in(12) { 1 } else { 5 },
        max_hours: if rng.one_in(12) { hours as u32 - 1 } else { 500 },
        max_fee_bps: BasisPoints::new(if rng.one_in(12) { 10 } else { 10_000 })?,
        max_fee: rng.one_in(12).then(|| Usd::dollars(rng.below(2_000) as u64)),
    };
    let request = UnitsRequest {
        asset,
        amount: if rng.one_in(16) { 1 << 40 } else { 1 + rng.below(5_000) as u128 },
        to,
        value,
        corridors: corridors.try_into().ok()?,
        limits,
        currency: rng.one_in(4).then(|| rng.between(1, 3) as u32),
        prepare_by,
        commit_by: prepare_by + HOUR / 60 * rng.between(1, 600) as u64,
    };
    Some((Who::Signed(from), pallet_corridor_bridge::Call::open_units { request }.into()))
}

/// Itineraries, and what programs do along them.
fn programs(rng: &mut Rng, pools: &Pools) -> Made {
    use pallet_migration::Call;
    let named = movable().filter_map(|(_, asset)| Some((asset, Assets::<Runtime>::get(asset)?)));
    let (asset, record) = some(rng, named.filter(|(_, record)| record.program.is_some()))?;
    let instance = record.program?.instance;
    let controller = rng.pick(&record.control.controllers).account.clone();
    let lock = ProgramLocks::<Runtime>::iter().find(|(_, lock)| lock.actor == instance).map(|(id, _)| id);
    let live = Live::<Runtime>::get(asset);
    if !Itineraries::<Runtime>::contains_key(asset) && live.is_none() && !rng.one_in(8) {
        let itinerary = Itinerary {
            target: "kz-aifc".parse().ok()?,
            path: vec!["corridor-difc-aifc".parse().ok()?].try_into().ok()?,
            value: Usd::dollars(rng.between(1, 30_000) as u64),
            max_fee: UNIT * 1_000_000,
            currency: None,
            payer: controller.clone(),
            duration: DAY * rng.between(4, 60) as u64,
            arbiter: outsider(rng, &record.control),
            until: pools.now + DAY * rng.between(1, 30) as u64,
            held: BoundedVec::truncate_from(evidence_of(&asset)),
        };
        let call = Call::set_itinerary { asset, version: record.version, itinerary };
        return Some((Who::Signed(controller), call.into()));
    }
    if rng.one_in(12) {
        return Some((Who::Signed(controller), Call::clear_itinerary { asset }.into()));
    }
    let (step, id) = match (lock, live) {
        (Some(lock), _) => (if rng.one_in(5) { 2 } else { 3 }, lock),
        (None, Some(saga)) => (*rng.pick(&[4, 4, 5, 5, 6, 7]), saga),
        (None, None) => (1, Digest::default()),
    };
    let mut input = [0; 96];
    input[31] = step;
    input[32..64].copy_from_slice(&id.0);
    input[64..].copy_from_slice(&asset.0);
    let call = pallet_savm::Call::call {
        instance,
        value: 0,
        input: input.to_vec().try_into().ok()?,
        gas_limit: 39_000_000,
        deposit_limit: None,
    };
    Some((Who::Signed(pools.account(rng)), call.into()))
}

/// How long everything may take.
fn governed(rng: &mut Rng, pools: &Pools) -> Made {
    let mut parameters = Parameters::default();
    if !rng.one_in(3) {
        let mut time = || HOUR / 60 * (1 + rng.of_bits(12));
        parameters = Parameters {
            timeouts: Timeouts {
                initiated: time(),
                compliance_check: time(),
                attestation_gathering: time(),
                source_lock: time(),
                transit: time(),
                destination_verification: time(),
                destination_unlock: time(),
            },
            poll: time(),
            ruling: time(),
        };
    }
    let who = if rng.one_in(10) { Who::Signed(pools.account(rng)) } else { Who::Root };
    Some((who, pallet_migration::Call::set_parameters { parameters }.into()))
}

/// What has ended: removed, or tried again.
fn past(rng: &mut Rng, pools: &Pools) -> Made {
    use pallet_migration::Call;
    if rng.one_in(3) {
        let (id, transfer) =
            some(rng, Transfers::<Runtime>::iter().filter(|(_, it)| it.progress.phase.is_over()))?;
        let index = rng.below(transfer.progress.hops as usize) as u32;
        return if rng.one_in(2) { prepare(rng, pools, &id, index) } else { commit(rng, pools, &id, index) };
    }
    let (saga, _) = some(rng, Sagas::<Runtime>::iter().filter(|(_, saga)| saga.state.is_end()))?;
    let someone = Who::Signed(pools.account(rng));
    Some(match rng.below(6) {
        0 => (someone, Call::advance { saga }.into()),
        1 => (someone, Call::retry_compensation { saga }.into()),
        2 => (Who::Root, Call::waive { saga, action: Action::RefundFees }.into()),
        _ => (someone, Call::remove { saga }.into()),
    })
}

/// A digest that a call of these pallets could name.
pub fn named(rng: &mut Rng, name: &str) -> Option<Digest> {
    match name {
        "saga" => some(rng, Sagas::<Runtime>::iter_keys()),
        "transfer" => some(rng, Transfers::<Runtime>::iter_keys()),
        _ => None,
    }
}
