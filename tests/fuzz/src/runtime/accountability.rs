//! Calls of those who answer for what they say: collateral, watchers and their topics, the court, time locks, modes. Each
//! looks at what there is and does what comes next, or something like it.

use codec::Encode;
use msez_core::{AssetClass, Digest, JurisdictionId};
use msez_runtime::{
    constants::{DAYS, UNIT},
    AccountId, Balance, Bonds, OperatingMode, Runtime, RuntimeCall, System, Timelock, Watchers,
};
use msez_traits::{Bonds as _, LockClass, Mode, Role};
use msez_watch::{possession_payload, Coordinate, Offence, Statement, Tier};
use pallet_disputes::{vote_commitment, Phase, Vote};
use pallet_watchers::{Did, SignedStatement, Status, TopicKind, TopicTerms};
use polkadot_sdk::{
    frame_support::BoundedVec,
    frame_system, pallet_asset_rate, pallet_assets, pallet_balances,
    sp_core::{ed25519, Pair},
    sp_io::hashing::sha2_256,
    sp_runtime::{FixedU128, Perbill},
};

use super::{
    pools::{Pools, ACTORS, CLASSES},
    typed::Who,
};
use crate::rng::Rng;

/// Settlement currencies.
type Settlement = pallet_assets::Instance1;

pub(super) type Made = Option<(Who, RuntimeCall)>;

/// What is looked through at most.
const MOST: usize = 64;

pub(super) fn actor(at: usize) -> AccountId {
    ACTORS[at].to_account_id()
}

pub(super) fn place_of(who: &AccountId) -> Option<usize> {
    ACTORS.iter().position(|actor| actor.to_account_id() == *who)
}

/// One of what an iterator has.
pub(super) fn some<T>(rng: &mut Rng, all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: Vec<T> = all.take(MOST).collect();
    if all.is_empty() {
        return None;
    }
    let place = rng.below(all.len());
    Some(all.swap_remove(place))
}

/// Watchers with bonds, settlement currencies in everybody's hands, two topics with money.
pub fn prologue(rng: &mut Rng, pools: &Pools) -> Vec<(Who, RuntimeCall)> {
    use pallet_watchers::Call;
    let mut made = Vec::new();
    for asset in 1..=3 {
        made.push((Who::Root, created(asset)));
        made.push((Who::Root, rated(asset, 2)));
        let haircut = Perbill::from_percent(10 * asset);
        made.push((Who::Root, pallet_bonds::Call::allow_asset { asset, haircut }.into()));
        made.extend(ACTORS.iter().map(|who| minted(asset, who.to_account_id(), 1 << 56)));
    }
    let minimum = Bonds::minimum(Role::Watcher);
    let (jurisdictions, classes) = (pools.jurisdictions.clone(), CLASSES);
    let classes: Vec<AssetClass> = classes.iter().filter_map(|class| class.parse().ok()).collect();
    for at in 0..ACTORS.len() {
        let amount = minimum.saturating_mul(rng.between(2, 30) as u128);
        made.push((Who::Signed(actor(at)), pallet_bonds::Call::bond { role: Role::Watcher, amount }.into()));
        let pair = key(at, 0);
        let register = Call::register {
            did: did(at),
            key: pair.public(),
            possession: possession(at, &pair),
            jurisdictions: BoundedVec::truncate_from(jurisdictions.clone()),
            classes: BoundedVec::truncate_from(classes.clone()),
            commission: Perbill::from_percent(10),
        };
        made.push((Who::Signed(actor(at)), register.into()));
    }
    for _ in 0..2 {
        let Some(jurisdiction) = pools.jurisdictions.first().copied() else { continue };
        let authority = pallet_manifold::Jurisdictions::<Runtime>::get(jurisdiction).map(|it| it.authority);
        let (terms, escrow) = (terms(rng, pools, jurisdiction), 10_000 * UNIT);
        made.extend(authority.map(|who| (Who::Signed(who), Call::open_topic { terms, escrow }.into())));
    }
    made
}

/// A call, and from whom.
pub fn call(rng: &mut Rng, pools: &Pools) -> Made {
    let at = rng.below(ACTORS.len());
    match rng.below(20) {
        0..=2 => bonds(rng, pools, at),
        3..=5 => enrolment(rng, pools, at),
        6..=7 => topics(rng, pools),
        8..=13 => statements(rng, pools, at),
        14..=16 => court(rng, at),
        17..=18 => time_locks(rng, pools, at),
        _ => modes(rng, pools),
    }
}

fn role(rng: &mut Rng) -> Role {
    *rng.pick(&[Role::Watcher, Role::Watcher, Role::Watcher, Role::Operator, Role::Validator, Role::Claimant])
}

/// Collateral in every form.
fn bonds(rng: &mut Rng, pools: &Pools, at: usize) -> Made {
    use pallet_bonds::Call;
    let me = actor(at);
    let role = role(rng);
    let minimum = Bonds::minimum(role);
    let amount = minimum.saturating_mul(rng.between(1, 40) as u128) / 4;
    let few = 1 + u128::from(rng.of_bits(44));
    let asset = rng.below(3) as u32 + 1;
    let mut bonded = pallet_bonds::Collateral::<Runtime>::iter();
    let call = match rng.below(16) {
        0 => return currencies(rng, pools),
        1 => {
            // Somebody's who has some.
            let (role, me, all) = some(rng, bonded.by_ref())?;
            let asset = rng.pick(&all).asset;
            let leaving = all.iter().find(|one| one.ledger.leaving() > 0);
            let call = match (leaving, rng.below(4)) {
                (None, _) | (_, 0) => Call::unbond_asset { role, asset, amount: few },
                (Some(one), 1) => {
                    let amount = one.ledger.leaving() / 2 + 1;
                    Call::rebond_asset { role, asset: one.asset, amount }
                }
                (Some(one), _) => Call::withdraw_unbonded_asset { role, asset: one.asset },
            };
            return Some((Who::Signed(me), call.into()));
        }
        2..=3 => Call::bond_asset { role, asset, amount: 1 + u128::from(rng.of_bits(50)) },
        4 => Call::unbond_asset { role, asset, amount: few },
        5 if rng.one_in(2) => Call::rebond_asset { role, asset, amount: few },
        5 => Call::withdraw_unbonded_asset { role, asset },
        6..=8 => {
            let role = if rng.one_in(4) { role } else { Role::Watcher };
            let delegate = some(rng, pallet_bonds::Ledgers::<Runtime>::iter_key_prefix(role))?;
            let least = minimum / 100;
            Call::delegate { role, delegate, amount: least + few }
        }
        9..=11 => {
            let (role, delegate, me) = some(rng, pallet_bonds::Delegations::<Runtime>::iter_keys())?;
            let call = match rng.below(4) {
                0..=1 => Call::undelegate { role, delegate, amount: few },
                2 => Call::claim_delegation_rewards { role, delegate },
                _ => {
                    let call = Call::withdraw_undelegated { role, delegate, delegator: me };
                    return Some((Who::Signed(actor(at)), call.into()));
                }
            };
            return Some((Who::Signed(me), call.into()));
        }
        12 => match Bonds::active(role, &me) {
            0 => Call::bond { role, amount: amount.max(minimum) },
            _ => Call::bond_extra { role, amount },
        },
        13 => Call::unbond { role, amount },
        14 if rng.one_in(2) => Call::rebond { role, amount },
        14 => Call::withdraw_unbonded { role },
        _ => Call::collect_seized { asset },
    };
    Some((Who::Signed(me), call.into()))
}

/// Settlement currencies that can be bonded: created, with a rate, allowed, in somebody's hands.
fn currencies(rng: &mut Rng, pools: &Pools) -> Made {
    use pallet_assets::{Account, Asset};
    let asset = rng.below(3) as u32 + 1;
    if !Asset::<Runtime, Settlement>::contains_key(asset) {
        return Some((Who::Root, created(asset)));
    }
    if !pallet_asset_rate::ConversionRateToNative::<Runtime>::contains_key(asset) {
        return Some((Who::Root, rated(asset, rng.below(50) as u128)));
    }
    if !pallet_bonds::Allowed::<Runtime>::contains_key(asset) || rng.one_in(12) {
        let haircut = Perbill::from_percent(rng.below(60) as u32);
        return Some((Who::Root, pallet_bonds::Call::allow_asset { asset, haircut }.into()));
    }
    if rng.one_in(24) {
        return Some((Who::Root, pallet_bonds::Call::disallow_asset { asset }.into()));
    }
    let beneficiary = pools.account(rng);
    let has = Account::<Runtime, Settlement>::contains_key(asset, &beneficiary);
    let amount = if has { u128::from(rng.of_bits(52)) } else { 1 << 52 };
    Some(minted(asset, beneficiary, amount))
}

fn created(asset: u32) -> RuntimeCall {
    let (id, owner) = (asset.into(), actor(0).into());
    let min_balance = u128::from(asset) * 500;
    pallet_assets::Call::<Runtime, Settlement>::force_create { id, owner, is_sufficient: true, min_balance }
        .into()
}

/// With a rate of so many sevenths, and one.
fn rated(asset: u32, sevenths: u128) -> RuntimeCall {
    let rate = FixedU128::from_rational(1 + sevenths, 7);
    pallet_asset_rate::Call::create { asset_kind: Box::new(asset), rate }.into()
}

pub(super) fn minted(asset: u32, to: AccountId, amount: u128) -> (Who, RuntimeCall) {
    let (id, beneficiary) = (asset.into(), to.into());
    let call = pallet_assets::Call::<Runtime, Settlement>::mint { id, beneficiary, amount };
    (Who::Signed(actor(0)), call.into())
}

/// A watcher's key, by how many he has had before.
fn key(at: usize, generation: u32) -> ed25519::Pair {
    ed25519::Pair::from_seed(&sha2_256(&(b"watcher", at as u32, generation).encode()))
}

fn did(at: usize) -> Did {
    let hex: String = actor(at).encode().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("did:key:z{hex}").into_bytes().try_into().expect("the name is short")
}

fn possession(at: usize, pair: &ed25519::Pair) -> ed25519::Signature {
    let account: [u8; 32] = actor(at).into();
    pair.sign(&possession_payload(&Watchers::genesis(), &account, &pair.public().0, &did(at)))
}

fn scope(rng: &mut Rng, pools: &Pools) -> (Vec<JurisdictionId>, Vec<AssetClass>) {
    let most = if rng.one_in(4) { rng.between(1, 8) } else { 16 };
    let jurisdictions = pools.jurisdictions.iter().take(most).copied().collect();
    let classes = CLASSES.iter().map(|class| class.parse().expect("the class is well formed"));
    (jurisdictions, classes.take(if rng.one_in(6) { 2 } else { 4 }).collect())
}

/// Becoming a watcher, and being one.
fn enrolment(rng: &mut Rng, pools: &Pools, at: usize) -> Made {
    use pallet_watchers::Call;
    let me = actor(at);
    let minimum = Bonds::minimum(Role::Watcher);
    let active = Bonds::active(Role::Watcher, &me);
    let record = pallet_watchers::Watchers::<Runtime>::get(&me);
    let (jurisdictions, classes) = scope(rng, pools);
    let (jurisdictions, classes) = (jurisdictions.try_into().ok()?, classes.try_into().ok()?);
    let generation = record.as_ref().map_or(0, |record| record.keys.saturating_sub(1));
    if active < minimum {
        let amount = minimum.saturating_mul(rng.between(2, 20) as u128);
        let role = Role::Watcher;
        let call = match pallet_bonds::Ledgers::<Runtime>::get(role, &me).filter(|it| it.active > 0) {
            Some(_) => pallet_bonds::Call::bond_extra { role, amount },
            None => pallet_bonds::Call::bond { role, amount },
        };
        return Some((Who::Signed(me), call.into()));
    }
    let Some(record) = record.filter(|record| record.status == Status::Active) else {
        let pair = key(at, generation);
        let call = Call::register {
            did: did(at),
            key: pair.public(),
            possession: possession(at, &pair),
            jurisdictions,
            classes,
            commission: Perbill::from_percent(rng.below(101) as u32),
        };
        return Some((Who::Signed(me), call.into()));
    };
    let call = match rng.below(12) {
        0..=1 => Call::set_scope { jurisdictions, classes },
        2 => Call::set_commission { commission: Perbill::from_percent(rng.below(101) as u32) },
        3 => Call::set_controller { controller: (!rng.one_in(3)).then(|| pools.account(rng)) },
        4..=5 => {
            let controller = record.asked?;
            return Some((Who::Signed(controller), Call::accept_member { who: me }.into()));
        }
        6 => {
            let pair = key(at, record.keys);
            Call::rotate_key { key: pair.public(), possession: possession(at, &pair) }
        }
        7 if rng.one_in(if pools.is_calm { 24 } else { 6 }) => Call::deregister {},
        7..=9 => {
            let who =
                some(rng, pallet_watchers::Conducts::<Runtime>::iter().filter(|it| it.1.rewards > 0))?.0;
            Call::claim_rewards { who }
        }
        _ => {
            let amount = minimum.saturating_mul(rng.between(1, 10) as u128);
            let call = pallet_bonds::Call::bond_extra { role: Role::Watcher, amount };
            return Some((Who::Signed(me), call.into()));
        }
    };
    Some((Who::Signed(me), call.into()))
}

fn terms(rng: &mut Rng, pools: &Pools, jurisdiction: JurisdictionId) -> TopicTerms<AccountId> {
    let exposure = UNIT * rng.between(1, 40) as Balance;
    let (interval, deadline, watchers) = match rng.below(3) {
        0 => (0, 0, 0),
        _ => {
            let interval = rng.between(4, 30) as u32;
            (interval, rng.between(2, interval as usize) as u32, rng.between(1, 4) as u32)
        }
    };
    TopicTerms {
        kind: TopicKind::CorridorState,
        subject: Digest([rng.below(4) as u8; 32]),
        jurisdiction,
        class: pools.class(rng),
        exposure,
        // Sometimes more than is allowed.
        fee: exposure / if rng.one_in(12) { 10 } else { 20 } / rng.between(1, 3) as u128,
        stride: rng.between(1, 3) as u64,
        interval,
        deadline,
        watchers,
        quorum: rng.between(500_001, 1_000_000) as u32,
        max_staleness: 3_600_000 << rng.below(6),
        window: rng.between(2, 40) as u32,
        min_backing: if rng.one_in(4) { UNIT * 1_000 } else { 0 },
        min_tier: Tier::Novice,
        arbiter: rng.one_in(2).then(|| pools.account(rng)),
    }
}

/// What is watched, and what governance and arbiters make of it.
fn topics(rng: &mut Rng, pools: &Pools) -> Made {
    use pallet_watchers::{Call, Topics};
    let count = Topics::<Runtime>::count();
    if count < 4 || rng.one_in(8) {
        let jurisdiction = pools.jurisdiction(rng);
        let authority = pallet_manifold::Jurisdictions::<Runtime>::get(jurisdiction)?.authority;
        let terms = terms(rng, pools, jurisdiction);
        if rng.one_in(4) {
            return Some((Who::Root, Call::open_topic_for { sponsor: pools.account(rng), terms }.into()));
        }
        let escrow = UNIT * rng.below(200) as Balance;
        return Some((Who::Signed(authority), Call::open_topic { terms, escrow }.into()));
    }
    let (topic, record) = some(rng, Topics::<Runtime>::iter())?;
    let settled = |rng: &mut Rng| {
        let all = pallet_watchers::Tallies::<Runtime>::iter_prefix(topic);
        // Mostly where a quorum agrees.
        let agreed = all.filter_map(|(height, _)| Some((height, Watchers::finality(topic, height).1?)));
        some(rng, agreed).or_else(|| Some((rng.below(9) as u64, Digest([7; 32]))))
    };
    Some(match rng.below(8) {
        0..=2 => {
            let call = Call::fund_topic { topic, amount: UNIT * rng.between(1, 100) as Balance };
            (Who::Signed(pools.account(rng)), call.into())
        }
        3 if rng.one_in(3) => (Who::Root, Call::close_topic { topic }.into()),
        3 => {
            // Those that cannot pay any more, or that were closed.
            let (topic, record) = some(rng, Topics::<Runtime>::iter().filter(|it| it.1.closed))?;
            let authority =
                pallet_manifold::Jurisdictions::<Runtime>::get(record.terms.jurisdiction)?.authority;
            (Who::Signed(authority), Call::close_topic { topic }.into())
        }
        4 => {
            let (height, digest) = settled(rng)?;
            (Who::Root, Call::anchor { topic, height, digest }.into())
        }
        5 => {
            let (height, digest) = settled(rng)?;
            (Who::Signed(record.terms.arbiter?), Call::recognize { topic, height, digest }.into())
        }
        6 => {
            let offence = *rng.pick(&[Offence::FalseAttestation, Offence::Availability, Offence::Liveness]);
            let blocks = if rng.one_in(3) { 0 } else { rng.below(40) as u32 };
            (Who::Root, Call::set_deferral { offence, blocks }.into())
        }
        _ => match some(rng, pallet_watchers::Pending::<Runtime>::iter_keys()) {
            Some(id) => (Who::Root, Call::cancel_slash { id }.into()),
            None => {
                let who = pools.account(rng);
                if pools.is_calm && !rng.one_in(10) {
                    return None;
                }
                let ruling = Digest([3; 32]);
                let reporter = rng.one_in(2).then(|| pools.account(rng));
                (Who::Root, Call::rule_safety { who, ruling, reporter }.into())
            }
        },
    })
}

fn signed(at: usize, statement: Statement) -> Option<SignedStatement> {
    let keys = pallet_watchers::Watchers::<Runtime>::get(actor(at))?.keys;
    let pair = key(at, keys.saturating_sub(1));
    let signature = pair.sign(&statement.payload(&Watchers::genesis()));
    Some(SignedStatement { statement, key: pair.public(), signature })
}

/// What watchers say: mostly the same as the others, at the same place.
fn statements(rng: &mut Rng, pools: &Pools, at: usize) -> Made {
    use pallet_watchers::{Call, Panels, Tallies, Topics};
    let seated = |panel: &pallet_watchers::Panel<Runtime>| !panel.seats.is_empty();
    let (topic, panel) = some(rng, Panels::<Runtime>::iter().filter(|(_, panel)| seated(panel)))?;
    let record = Topics::<Runtime>::get(topic)?;
    if record.closed && !rng.one_in(12) {
        return None;
    }
    let is_active = |who: &AccountId| {
        pallet_watchers::Watchers::<Runtime>::get(who).is_some_and(|it| it.status == Status::Active)
    };
    let who = |rng: &mut Rng| rng.pick(&panel.seats).who.clone();
    let mut seat = who(rng);
    if !is_active(&seat) {
        seat = who(rng);
    }
    let at = if rng.one_in(12) { at } else { place_of(&seat)? };
    let me = actor(at);
    let lies = rng.one_in(if pools.is_calm { 60 } else { 15 });
    let open = || {
        Tallies::<Runtime>::iter_prefix(topic)
            .filter(|(_, tally)| !tally.settled && tally.voice_of(&me).is_none())
            .map(|(height, _)| height)
    };
    let height = some(rng, open()).filter(|_| !rng.one_in(6)).unwrap_or_else(|| {
        // Everybody who speaks in these blocks speaks about the same place.
        let place = u64::from(System::block_number() / 3).saturating_mul(record.terms.stride);
        place.saturating_add(u64::from(rng.one_in(20)))
    });
    let observed_at = match rng.below(12) {
        0 => pools.now.saturating_sub(rng.of_bits(22)),
        1 => pools.now.saturating_add(rng.of_bits(17)),
        _ => pools.now,
    };
    let coordinate = Coordinate { topic, height };
    let digest = Digest([if lies { 8 } else { 7 }; 32]);
    let statement = Statement { coordinate, digest, observed_at };
    Some(match rng.below(16) {
        0..=9 => (Who::Signed(me), Call::attest { topic, height, digest, observed_at }.into()),
        10..=13 => {
            let signed = signed(at, statement)?;
            (Who::Signed(pools.account(rng)), Call::attest_signed { signed }.into())
        }
        _ if pools.is_calm && !rng.one_in(10) => return None,
        14 => {
            // Two words against each other.
            let other = Statement { digest: Digest([9; 32]), ..statement };
            let call =
                Call::report_equivocation { first: signed(at, statement)?, second: Some(signed(at, other)?) };
            (Who::Signed(pools.account(rng)), call.into())
        }
        _ => {
            // One against what is on the chain.
            let (height, tally) = some(rng, Tallies::<Runtime>::iter_prefix(topic))?;
            let author = place_of(&some(rng, tally.voices.iter())?.who)?;
            let statement = Statement {
                coordinate: Coordinate { topic, height },
                digest: Digest([9; 32]),
                observed_at: pools.now,
            };
            let call = Call::report_equivocation { first: signed(author, statement)?, second: None };
            (Who::Signed(pools.account(rng)), call.into())
        }
    })
}

/// How an actor votes on a claim: most of them in the same way.
fn opinion(claim: &Digest, at: usize) -> (Vote, [u8; 32]) {
    let stands = claim.0[1] % 2 == u8::from(at == 3);
    let vote = if stands { Vote::Stands } else { Vote::False };
    (vote, sha2_256(&(claim, at as u32).encode()))
}

/// Claims, from the statement to the reward.
fn court(rng: &mut Rng, at: usize) -> Made {
    use pallet_disputes::{Call, Claims, Juries};
    let me = actor(at);
    // Those that wait for their jurors first: nobody else moves them.
    let waits = |claim: &Phase| matches!(claim, Phase::Reveal | Phase::Commit);
    let urgent = some(rng, Claims::<Runtime>::iter().filter(|it| waits(&it.1.phase)));
    let claim = urgent.filter(|_| rng.one_in(2)).or_else(|| some(rng, Claims::<Runtime>::iter()));
    let Some((id, claim)) = claim.filter(|_| !rng.one_in(4)) else {
        let statement = some(rng, pallet_watchers::Statements::<Runtime>::iter_keys())?;
        let call = Call::file_claim { statement, evidence: Digest([rng.below(4) as u8; 32]) };
        return Some((Who::Signed(me), call.into()));
    };
    let (vote, salt) = opinion(&id, at);
    let evidence = Digest([5; 32]);
    Some(match claim.phase {
        Phase::Filed if rng.one_in(6) => {
            (Who::Signed(claim.claimant), Call::withdraw_claim { claim: id }.into())
        }
        Phase::Filed => {
            let who = if rng.one_in(2) { claim.author } else { me };
            (Who::Signed(who), Call::challenge { claim: id, evidence }.into())
        }
        Phase::Arbitration => (Who::Signed(claim.arbiter?), Call::rule { claim: id, ruling: vote }.into()),
        Phase::Commit => {
            let commitment = vote_commitment(&id, &me, vote, &salt);
            (Who::Signed(me), Call::commit_vote { claim: id, commitment }.into())
        }
        Phase::Reveal => {
            // A juror, who sometimes says something else than he committed to.
            let juror = some(rng, Juries::<Runtime>::get(id).into_iter())?.who;
            let (vote, mut salt) = opinion(&id, place_of(&juror)?);
            if rng.one_in(12) {
                salt[0] ^= 1;
            }
            (Who::Signed(juror), Call::reveal_vote { claim: id, vote, salt }.into())
        }
        _ => {
            let juror = some(rng, Juries::<Runtime>::get(id).into_iter())?.who;
            (Who::Signed(juror), Call::claim_reward { claim: id }.into())
        }
    })
}

/// Operations that are announced, by number: those who reveal one must know it.
const OPERATIONS: u8 = 5;

fn operation(number: u8) -> (LockClass, RuntimeCall) {
    let dest = actor(1);
    match number {
        0 => {
            let call = pallet_balances::Call::transfer_keep_alive { dest: dest.into(), value: UNIT };
            (LockClass::Withdrawal, call.into())
        }
        1 => {
            (LockClass::Withdrawal, pallet_bonds::Call::unbond { role: Role::Operator, amount: UNIT }.into())
        }
        2 => (LockClass::ParameterChange, frame_system::Call::remark_with_event { remark: vec![2] }.into()),
        3 => {
            // Fails, and can be tried again.
            let asset = msez_core::SubjectId([9; 32]);
            (LockClass::Migration, pallet_smart_assets::Call::bind { asset, expected_version: 1 }.into())
        }
        _ => {
            let calls = vec![frame_system::Call::remark_with_event { remark: vec![4] }.into(); 2];
            (LockClass::ParameterChange, polkadot_sdk::pallet_utility::Call::batch_all { calls }.into())
        }
    }
}

fn time_locks(rng: &mut Rng, pools: &Pools, at: usize) -> Made {
    use pallet_timelock::{Announcements, Call};
    let me = actor(at);
    let due = Announcements::<Runtime>::iter().filter(|it| (it.1.from..=it.1.until).contains(&pools.now));
    let ready = some(rng, due);
    if let Some((id, announcement)) = ready.filter(|_| !rng.one_in(6)) {
        let announcer = announcement.announcer().cloned();
        let known = (0..OPERATIONS).find(|number| {
            let (class, call) = operation(*number);
            let commitment = Timelock::commitment_of(announcer.as_ref(), class, &call, &[*number; 32]);
            commitment == announcement.commitment
        })?;
        let number = if rng.one_in(10) { rng.below(OPERATIONS.into()) as u8 } else { known };
        let call = Call::execute { id, call: Box::new(operation(number).1), salt: [number; 32] };
        return Some((Who::Signed(me), call.into()));
    }
    if rng.one_in(8) {
        let (id, announcement) = some(rng, Announcements::<Runtime>::iter())?;
        let who = announcement.announcer().map_or(Who::Root, |who| Who::Signed(who.clone()));
        return Some((who, Call::cancel { id }.into()));
    }
    let number = rng.below(OPERATIONS.into()) as u8;
    let (class, call) = operation(number);
    let announcer = (!rng.one_in(5)).then_some(me);
    let commitment = Timelock::commitment_of(announcer.as_ref(), class, &call, &[number; 32]);
    // Sometimes under a class that waits for less.
    let class = if rng.one_in(10) { LockClass::Migration } else { class };
    Some((announcer.map_or(Who::Root, Who::Signed), Call::announce { class, commitment }.into()))
}

/// What is closed opens again soon.
fn modes(rng: &mut Rng, pools: &Pools) -> Made {
    use pallet_operating_mode::Call;
    let modes = OperatingMode::modes();
    let closed = some(rng, modes.iter().filter(|(_, mode)| *mode != Mode::Green));
    let (pallet, mode) = match closed {
        Some((pallet, _)) if !rng.one_in(8) => (*pallet, Mode::Green),
        _ if pools.is_calm && !rng.one_in(8) => return None,
        _ => (rng.pick(&modes).0, *rng.pick(&[Mode::Amber, Mode::Amber, Mode::Red])),
    };
    let who = if rng.one_in(10) { Who::Signed(pools.account(rng)) } else { Who::Root };
    Some((who, Call::set_mode { pallet, mode }.into()))
}

/// Blocks that bring claims into their next phase, and slashes and bonds to their end.
pub fn some_days(rng: &mut Rng) -> u32 {
    DAYS * rng.between(1, 7) as u32 + rng.below(DAYS as usize) as u32
}
