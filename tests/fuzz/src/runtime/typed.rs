//! Calls whose arguments belong together: documents and their digests, signatures, motions, definitions.

use codec::{Decode, Encode};
use msez_asset::{
    ComplianceFault, ControlRule, Controller, Country, Family, Genesis, Permissions, UnitRules,
};
use msez_attestation::{RevocationReason, Statement};
use msez_core::{AssetClass, ComplianceState, Digest, Domain, JurisdictionId, SubjectId, Tier};
use msez_manifold::{samples, CorridorDefinition, JurisdictionDefinition};
use msez_runtime::{
    AccountId, Attestations, Balance, ComplianceTensor, Manifold, Runtime, RuntimeCall, SessionKeys, System,
};
use msez_runtime_api::SubjectKind;
use msez_traits::Compliance;
use polkadot_sdk::{
    pallet_collective, pallet_multisig, pallet_preimage, pallet_proxy, pallet_session, pallet_tx_pause,
    pallet_utility,
    sp_io::hashing::{blake2_256, sha2_256},
    sp_runtime::{
        traits::{BlakeTwo256, Hash},
        MultiSignature,
    },
};

use super::{
    accountability, moves,
    pools::{Pools, ACTORS},
    shapes::remark,
};
use crate::rng::Rng;

type Council = pallet_collective::Instance1;

/// From whom a call comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// An account.
    Signed(AccountId),
    /// Governance.
    Root,
    /// Nobody.
    Nobody,
}

/// Money: from dust to a fortune, mostly around what things cost.
pub fn amount(rng: &mut Rng) -> u128 {
    match rng.below(10) {
        0 => u128::from(rng.of_bits(64)) << rng.below(64),
        1 => rng.below(3) as u128,
        2..=4 => rng.of_bits(12).into(),
        _ => rng.of_bits(52).into(),
    }
}

/// Text as its field wants it, or not.
pub fn text(rng: &mut Rng, name: &str) -> Vec<u8> {
    match name {
        _ if rng.one_in(12) => {
            let len = rng.below(40);
            rng.bytes(len)
        }
        "location" => format!("ipfs://{}", rng.below(5)).into_bytes(),
        _ => {
            let len = rng.below(12);
            rng.bytes(len).into_iter().map(|byte| b'a' + byte % 26).collect()
        }
    }
}

/// One of few countries.
pub fn country(rng: &mut Rng) -> Country {
    Country::new(*rng.pick(&[*b"AE", *b"KZ", *b"DE"])).expect("two capital letters")
}

/// Rules of units that mostly leave room.
pub fn unit_rules(rng: &mut Rng) -> UnitRules {
    let mut rules = UnitRules::OPEN;
    if rng.one_in(3) {
        rules.max_supply = Some(rng.of_bits(30).into());
    }
    if rng.one_in(4) {
        rules.max_holders = Some(rng.below(6) as u32);
    }
    if rng.one_in(4) {
        rules.max_holders_per_country = Some(rng.below(4) as u32);
    }
    if rng.one_in(4) {
        rules.max_holding = Some(rng.of_bits(20).into());
    }
    if rng.one_in(5) {
        rules.countries = rules.countries.without(country(rng));
    }
    rules
}

/// Who controls an asset: one account, or some of several.
pub fn control(rng: &mut Rng, pools: &Pools) -> ControlRule<AccountId> {
    if rng.one_in(2) {
        return ControlRule::sole(pools.account(rng));
    }
    let mut accounts: Vec<AccountId> = (0..rng.between(1, 4)).map(|_| pools.account(rng)).collect();
    if !rng.one_in(16) {
        accounts.sort();
        accounts.dedup();
    }
    let controllers: Vec<_> = accounts
        .into_iter()
        .map(|account| {
            let bits = if rng.one_in(3) { rng.below(128) as u8 } else { 0x7f };
            Controller { account, permissions: Permissions::from_bits(bits).unwrap_or(Permissions::ALL) }
        })
        .collect();
    let mut rule = ControlRule { controllers, thresholds: [0; 7] };
    for (place, family) in Family::ALL.into_iter().enumerate() {
        let holders = rule.holders(family).count();
        rule.thresholds[place] = rng.below(holders + 1).max(usize::from(holders > 0)) as u8;
    }
    rule
}

/// A statement that an issuer could make.
pub fn statement(rng: &mut Rng, pools: &Pools) -> Option<Statement> {
    let subject = pools.subject(rng);
    // Where it counts: at home.
    let home = pallet_smart_assets::Assets::<Runtime>::get(subject).map(|asset| asset.home);
    let jurisdiction = home.filter(|_| !rng.one_in(4)).unwrap_or_else(|| pools.jurisdiction(rng));
    let state = match rng.below(12) {
        0 => ComplianceState::Exempt,
        1 if !pools.is_calm || rng.one_in(20) => ComplianceState::NonCompliant,
        2 => ComplianceState::Pending,
        3 if !pools.is_calm => *rng.pick(&ComplianceState::ALL),
        _ => ComplianceState::Compliant,
    };
    let valid_from = match rng.below(6) {
        0 if state.passes() => pools.now + rng.of_bits(24),
        1 => pools.now.saturating_sub(rng.of_bits(24)),
        _ => pools.now,
    };
    let days = 1 + rng.of_bits(8);
    let valid_until = (state != ComplianceState::NonCompliant)
        .then(|| valid_from + if rng.one_in(4) { 1 + rng.of_bits(18) } else { days * 86_400_000 });
    let domain = pools.domain(rng);
    let evidence = Digest([rng.below(4) as u8; 32]);
    Some(Statement { subject, jurisdiction, domain, state, valid_from, valid_until, evidence })
}

/// An account that may hold units of an asset.
pub fn holder(rng: &mut Rng, asset: &SubjectId) -> Option<AccountId> {
    let all: Vec<_> =
        pallet_smart_assets::Holders::<Runtime>::iter_key_prefix(asset).take(ACTORS.len()).collect();
    (!all.is_empty()).then(|| rng.pick(&all).clone())
}

/// Somebody whose statement of this counts.
fn issuer(rng: &mut Rng, pools: &Pools, statement: &Statement) -> Option<AccountId> {
    if rng.one_in(12) {
        return None;
    }
    if statement.state == ComplianceState::Exempt {
        return Some(pallet_manifold::Jurisdictions::<Runtime>::get(statement.jurisdiction)?.authority);
    }
    let counts =
        |entry: &&(_, _, AccountId)| entry.0 == statement.jurisdiction && entry.1 == statement.domain;
    let all: Vec<_> = pools.accredited.iter().filter(counts).collect();
    (!all.is_empty()).then(|| rng.pick(&all).2.clone())
}

/// What an asset, or a party that could hold its units, still lacks where the asset is at home.
fn towards_compliance(rng: &mut Rng, pools: &Pools) -> Option<(Who, RuntimeCall)> {
    let asset = pools.asset(rng)?;
    let record = pallet_smart_assets::Assets::<Runtime>::get(asset)?;
    let subject = match rng.below(6) {
        0..=1 => asset,
        2..=4 => {
            let account = holder(rng, &asset)?;
            pallet_smart_assets::Holders::<Runtime>::get(asset, account)?.party
        }
        _ => *pools.parties.get(rng.below(pools.parties.len().min(4)))?,
    };
    let faults = <ComplianceTensor as Compliance>::faults(&subject, &record.home);
    let lacking = faults.iter().filter_map(|fault| match fault {
        ComplianceFault::Domain { domain, .. } => Some(*domain),
        _ => None,
    });
    let domains: Vec<_> = lacking.collect();
    if domains.is_empty() {
        return None;
    }
    let domain = *rng.pick(&domains);
    attested(rng, pools, subject, record.home, domain, Digest([7; 32]))
}

/// What brings such a statement about: the statement, or first somebody who can make it.
pub fn attested(
    rng: &mut Rng,
    pools: &Pools,
    subject: SubjectId,
    jurisdiction: JurisdictionId,
    domain: Domain,
    evidence: Digest,
) -> Option<(Who, RuntimeCall)> {
    let valid_until = Some(pools.now + 400 * 86_400_000);
    let (state, valid_from) = (ComplianceState::Compliant, pools.now);
    let statement = Statement { subject, jurisdiction, domain, state, valid_from, valid_until, evidence };
    let Some(issuer) = issuer(rng, pools, &statement) else {
        let authority = pallet_manifold::Jurisdictions::<Runtime>::get(jurisdiction)?.authority;
        let call = pallet_manifold::Call::accredit_issuer {
            jurisdiction,
            domain,
            issuer: pools.account(rng),
            tier: Tier(3),
            expires_at: None,
        };
        return Some((Who::Signed(authority), call.into()));
    };
    let nonce = pools.nonce(&issuer);
    Some((Who::Signed(issuer), pallet_attestations::Call::attest { nonce, statement }.into()))
}

/// What brings one of the first assets closer to units that move from holder to holder.
fn further(rng: &mut Rng, pools: &Pools) -> Option<(Who, RuntimeCall)> {
    use pallet_smart_assets::Call;
    let asset = *pools.assets.get(rng.below(2))?;
    let record = pallet_smart_assets::Assets::<Runtime>::get(asset)?;
    let controller = rng.pick(&record.control.controllers).account.clone();
    let expected_version = record.version;
    let holders = pallet_smart_assets::Holders::<Runtime>::iter_key_prefix(asset).take(3).count();
    let is_active = matches!(record.standing.status(), msez_asset::Status::Active);
    let amount = 1 + rng.below(1_000) as u128;
    let call = match rng.below(4) {
        _ if !is_active => Call::resume { asset, expected_version: Some(expected_version) },
        0..=1 if !record.bound => return towards_compliance(rng, pools),
        _ if !record.bound => Call::bind { asset, expected_version },
        _ if !pallet_smart_assets::Units::<Runtime>::contains_key(asset) => {
            Call::create_units { asset, expected_version, rules: UnitRules::OPEN }
        }
        _ if holders < 3 => Call::admit {
            asset,
            expected_version,
            account: pools.account(rng),
            party: *pools.parties.get(rng.below(pools.parties.len().min(4)))?,
            country: country(rng),
        },
        0 => return towards_compliance(rng, pools),
        1 => Call::mint { asset, expected_version, to: holder(rng, &asset)?, amount },
        _ => {
            let (from, to) = (holder(rng, &asset)?, holder(rng, &asset)?);
            return Some((Who::Signed(from), Call::transfer { asset, to, amount: amount / 4 }.into()));
        }
    };
    Some((Who::Signed(controller), call.into()))
}

fn signature(rng: &mut Rng, who: usize, payload: &[u8]) -> MultiSignature {
    let payload = if rng.one_in(4) { msez_attestation::wrapped(payload).to_vec() } else { payload.to_vec() };
    MultiSignature::Sr25519(ACTORS[who].sign(&payload))
}

fn jurisdiction(rng: &mut Rng, pools: &Pools) -> JurisdictionDefinition<AccountId> {
    let account = pools.account(rng);
    let all = samples::jurisdictions(|_| account.clone());
    let mut definition = all[rng.below(all.len())].clone();
    definition.id = format!("xx-{}", rng.below(30));
    if rng.one_in(4) {
        definition.activates_at = Some(pools.now + rng.of_bits(28));
    }
    definition
}

fn corridor(rng: &mut Rng, pools: &Pools) -> CorridorDefinition<AccountId> {
    let all = samples::corridors();
    let mut definition = all[rng.below(all.len())].clone();
    if !rng.one_in(3) {
        (definition.source, definition.target) = (pools.jurisdiction(rng), pools.jurisdiction(rng));
        definition.id = format!("corridor-{}", rng.below(20));
    }
    definition.terms.is_bidirectional = rng.one_in(2);
    definition.terms.flat_fee = msez_core::Usd::dollars(rng.below(100) as u64);
    definition
}

/// A call made by hand, and from whom.
pub fn call(rng: &mut Rng, pools: &Pools) -> Option<(Who, RuntimeCall)> {
    let at = rng.below(ACTORS.len());
    let me = ACTORS[at].to_account_id();
    let by = |who: AccountId| Who::Signed(who);
    Some(match rng.below(96) {
        0..=2 => {
            // The first jurisdictions are those in which anything can become compliant.
            let genesis = Genesis {
                schema: Digest([1; 32]),
                issuer: me.clone(),
                class: pools.class(rng),
                jurisdiction: pools.jurisdiction(rng),
                policy: Digest([rng.next_u64() as u8; 32]),
                control: control(rng, pools),
            };
            (by(me), pallet_smart_assets::Call::register { genesis }.into())
        }
        3..=4 => {
            let len = rng.between(1, 60);
            let document = rng.bytes(len);
            let is_party = !rng.one_in(4);
            let call = pallet_compliance_tensor::Call::register_subject {
                kind: if is_party { SubjectKind::Party } else { SubjectKind::Asset },
                id: SubjectId(sha2_256(&document)),
                document: document.try_into().ok()?,
                class: if is_party { AssetClass::party() } else { pools.class(rng) },
            };
            (by(me), call.into())
        }
        5..=8 => towards_compliance(rng, pools)?,
        9..=11 => {
            let statement = statement(rng, pools)?;
            let issuer = issuer(rng, pools, &statement).unwrap_or(me);
            let nonce = pools.nonce(&issuer).wrapping_add(if rng.one_in(8) { rng.of_bits(11) } else { 0 });
            (by(issuer), pallet_attestations::Call::attest { nonce, statement }.into())
        }
        12..=13 => {
            let statement = statement(rng, pools)?;
            let me = issuer(rng, pools, &statement).unwrap_or(me);
            let at = ACTORS.iter().position(|actor| actor.to_account_id() == me)?;
            let nonce = pools.nonce(&me);
            let deadline = pools.now + rng.of_bits(20);
            let payload =
                Attestations::context().attestation_payload(&me.clone().into(), nonce, deadline, &statement);
            let signature = signature(rng, at, &payload);
            let call = pallet_attestations::Call::attest_signed {
                issuer: me,
                nonce,
                statement,
                deadline,
                signature,
            };
            (by(pools.account(rng)), call.into())
        }
        14 => {
            let id = pools.digest(rng);
            let record = pallet_attestations::Attestations::<Runtime>::get(id)?;
            let reason = RevocationReason::IssuedInError;
            let deadline = pools.now + rng.of_bits(20);
            let payload = Attestations::context().revocation_payload(
                &record.issuer.clone().into(),
                &id,
                reason,
                deadline,
            );
            let at = ACTORS.iter().position(|actor| actor.to_account_id() == record.issuer)?;
            let signature = signature(rng, at, &payload);
            (by(me), pallet_attestations::Call::revoke_signed { id, reason, deadline, signature }.into())
        }
        15..=17 => {
            // Nobody can attest without this.
            let jurisdiction = pools.jurisdiction(rng);
            let authority = pallet_manifold::Jurisdictions::<Runtime>::get(jurisdiction)?.authority;
            let call = pallet_manifold::Call::accredit_issuer {
                jurisdiction,
                domain: pools.domain(rng),
                issuer: me,
                tier: Tier(rng.between(1, 3) as u8),
                expires_at: rng.one_in(4).then(|| pools.now + rng.of_bits(36)),
            };
            (by(authority), call.into())
        }
        18 => {
            let definition = Box::new(jurisdiction(rng, pools));
            (Who::Root, pallet_manifold::Call::register_jurisdiction { definition }.into())
        }
        19 => {
            let definition = Box::new(corridor(rng, pools));
            (Who::Root, pallet_manifold::Call::register_corridor { definition }.into())
        }
        20 if rng.one_in(3) => {
            let jurisdiction = pallet_manifold::ProposedAuthorities::<Runtime>::iter().next();
            let (id, proposed) = jurisdiction?;
            (by(proposed), pallet_manifold::Call::accept_authority { id }.into())
        }
        20 => {
            let definition = Box::new(corridor(rng, pools));
            let side = if rng.one_in(2) { definition.source } else { definition.target };
            let authority = pallet_manifold::Jurisdictions::<Runtime>::get(side)?.authority;
            (by(authority), pallet_manifold::Call::open_corridor { definition }.into())
        }
        21 => {
            let id = *pools.proposals.get(rng.below(pools.proposals.len()))?;
            let record = pallet_manifold::Proposals::<Runtime>::get(id)?;
            let other = match record.proposer {
                pallet_manifold::Side::Source => record.target,
                pallet_manifold::Side::Target => record.source,
            };
            let authority = pallet_manifold::Jurisdictions::<Runtime>::get(other)?.authority;
            let terms_digest = Manifold::terms_digest(&record.source, &record.target, &record.terms);
            (by(authority), pallet_manifold::Call::accept_corridor { id, terms_digest }.into())
        }
        22 => {
            let keys = SessionKeys::generate(&me.encode(), None);
            let call = pallet_session::Call::set_keys { keys: keys.keys, proof: keys.proof.encode() };
            if rng.one_in(4) {
                (by(me), call.into())
            } else {
                (by(me), pallet_validators::Call::enlist {}.into())
            }
        }
        23..=24 => council(rng, pools, at)?,
        25 => multisig(rng, pools, at)?,
        26 => preimage(rng, pools, me)?,
        27 => further(rng, pools)?,
        28 => {
            // Holders of units.
            let asset = pools.asset(rng)?;
            let record = pallet_smart_assets::Assets::<Runtime>::get(asset)?;
            let who = rng.pick(&record.control.controllers).account.clone();
            let expected_version = record.version;
            let call: RuntimeCall = match rng.below(8) {
                0 => pallet_smart_assets::Call::bind { asset, expected_version }.into(),
                1 => pallet_smart_assets::Call::create_units {
                    asset,
                    expected_version,
                    rules: unit_rules(rng),
                }
                .into(),
                2..=3 => pallet_smart_assets::Call::admit {
                    asset,
                    expected_version,
                    account: me,
                    party: *pools.parties.get(rng.below(pools.parties.len().min(4)))?,
                    country: country(rng),
                }
                .into(),
                4..=5 => pallet_smart_assets::Call::mint {
                    asset,
                    expected_version,
                    to: me,
                    amount: rng.of_bits(20).into(),
                }
                .into(),
                6 => pallet_smart_assets::Call::set_program {
                    asset,
                    expected_version,
                    program: Some(pallet_smart_assets::Program {
                        instance: Digest([rng.below(3) as u8; 32]),
                        permissions: Permissions::ALL,
                    }),
                }
                .into(),
                _ => pallet_smart_assets::Call::set_document {
                    asset,
                    expected_version,
                    kind: Decode::decode(&mut &[rng.below(4) as u8][..]).ok()?,
                    digest: Digest([rng.below(4) as u8; 32]),
                    location: text(rng, "location").try_into().ok()?,
                }
                .into(),
            };
            (by(who), call)
        }
        29 => further(rng, pools)?,
        30 => {
            // Somebody who holds some passes them on.
            let asset = pools.asset(rng)?;
            let amount = rng.of_bits(12).into();
            let (me, to) = (holder(rng, &asset).unwrap_or(me), holder(rng, &asset)?);
            (by(me), pallet_smart_assets::Call::transfer { asset, to, amount }.into())
        }
        31 => {
            let asset = pools.asset(rng)?;
            let record = pallet_smart_assets::Assets::<Runtime>::get(asset)?;
            let offer = pallet_smart_assets::Offers::<Runtime>::get(asset);
            let who = match &offer {
                Some(offer) => rng.pick(&offer.control.controllers).account.clone(),
                None => rng.pick(&record.control.controllers).account.clone(),
            };
            let expected_version = match pallet_smart_assets::Recoveries::<Runtime>::get(asset) {
                Some(recovery) if offer.is_none() => {
                    let call =
                        pallet_smart_assets::Call::recover { asset, expected_version: recovery.version };
                    return Some((by(me), call.into()));
                }
                _ => record.version,
            };
            if offer.is_some() {
                (by(who), pallet_smart_assets::Call::accept_control { asset, expected_version }.into())
            } else {
                let control = control(rng, pools);
                let call = match rng.below(3) {
                    0 => pallet_smart_assets::Call::announce_recovery { asset, expected_version, control },
                    _ => pallet_smart_assets::Call::offer_control { asset, expected_version, control },
                };
                (by(who), call.into())
            }
        }
        32 => {
            // What another controller has agreed to, word by word.
            let asset = pools.asset(rng)?;
            let record = pallet_smart_assets::Assets::<Runtime>::get(asset)?;
            let who = rng.pick(&record.control.controllers).account.clone();
            let expected_version = record.version;
            let call = match rng.below(4) {
                0 if rng.one_in(3) => {
                    pallet_smart_assets::Call::halt { asset, expected_version: Some(expected_version) }
                }
                0..=1 => {
                    pallet_smart_assets::Call::resume { asset, expected_version: Some(expected_version) }
                }
                2 if rng.one_in(3) => pallet_smart_assets::Call::retire { asset, expected_version },
                _ => pallet_smart_assets::Call::bind { asset, expected_version },
            };
            (by(who), call.into())
        }
        33 => {
            use msez_traits::Role;
            let role = if rng.one_in(2) { Role::Validator } else { Role::Watcher };
            let amount = Balance::from(1 + rng.below(200_000) as u64) * msez_runtime::constants::UNIT;
            let call = match rng.below(5) {
                0..=1 => pallet_bonds::Call::bond { role, amount },
                2 => pallet_bonds::Call::bond_extra { role, amount },
                3 => pallet_bonds::Call::unbond { role, amount },
                _ => pallet_bonds::Call::withdraw_unbonded { role },
            };
            (by(me), call.into())
        }
        34 => (Who::Root, pallet_validators::Call::admit { who: me }.into()),
        35 if !rng.one_in(4) => {
            // A cell that there is.
            let record = pallet_attestations::Attestations::<Runtime>::get(pools.digest(rng))?;
            let coordinate = record.statement.coordinate();
            (by(me), pallet_compliance_tensor::Call::prune { coordinate }.into())
        }
        35 => {
            let names: [(&[u8], &[u8]); 4] = [
                (b"SmartAssets", b"transfer"),
                (b"Attestations", b"attest"),
                (b"Balances", b"transfer_keep_alive"),
                (b"Bonds", b"bond"),
            ];
            let (pallet, name) = *rng.pick(&names);
            let full_name = (pallet.to_vec().try_into().ok()?, name.to_vec().try_into().ok()?);
            (Who::Root, pallet_tx_pause::Call::pause { full_name }.into())
        }
        36 => {
            let delegate = pools.account(rng);
            let proxy_type = Decode::decode(&mut &[rng.below(6) as u8][..]).ok()?;
            let call = pallet_proxy::Call::add_proxy { delegate: delegate.into(), proxy_type, delay: 0 };
            (by(me), call.into())
        }
        40..=45 => programs(rng, pools, me)?,
        46..=63 => accountability::call(rng, pools)?,
        64..=95 => moves::call(rng, pools)?,
        37..=38 => {
            // In another's name.
            let (who, call) = self::call(rng, pools)?;
            let Who::Signed(real) = who else { return None };
            let call =
                pallet_proxy::Call::proxy { real: real.into(), force_proxy_type: None, call: Box::new(call) };
            (by(me), call.into())
        }
        _ => {
            let (who, first) = self::call(rng, pools)?;
            let mut calls = vec![first];
            for _ in 0..rng.below(4) {
                calls.push(self::call(rng, pools)?.1);
            }
            let call: RuntimeCall = match rng.below(3) {
                0 => pallet_utility::Call::batch { calls }.into(),
                1 => pallet_utility::Call::batch_all { calls }.into(),
                _ => pallet_utility::Call::force_batch { calls }.into(),
            };
            (who, call)
        }
    })
}

/// Programs: deployed, made instances of, called, named by assets.
fn programs(rng: &mut Rng, pools: &Pools, me: AccountId) -> Option<(Who, RuntimeCall)> {
    use pallet_savm::Call;
    let by = Who::Signed(me);
    let instance = |rng: &mut Rng| -> Option<Digest> {
        pools.instances.get(rng.below(pools.instances.len().clamp(1, 16))).copied()
    };
    Some(match rng.below(8) {
        0 => {
            let mut code = crate::vm::generate(rng).codes.into_iter().next()?;
            if rng.one_in(3) {
                // It begins with a call of whomever its input names.
                code.splice(0..0, CALLS_INPUT);
            }
            (by, Call::deploy { code: code.try_into().ok()? }.into())
        }
        1 => {
            let program = *pools.programs.get(rng.below(pools.programs.len()))?;
            let asset = if rng.one_in(4) { None } else { pools.asset(rng) };
            (by, Call::instantiate { program, salt: [rng.below(4) as u8; 32], asset }.into())
        }
        2 => {
            // The asset for which it is names it.
            let instance = instance(rng)?;
            let asset = pallet_savm::Instances::<Runtime>::get(instance)?.asset?;
            let record = pallet_smart_assets::Assets::<Runtime>::get(asset)?;
            let who = rng.pick(&record.control.controllers).account.clone();
            let program = pallet_smart_assets::Program { instance, permissions: Permissions::ALL };
            let call = pallet_smart_assets::Call::set_program {
                asset,
                expected_version: record.version,
                program: Some(program),
            };
            (Who::Signed(who), call.into())
        }
        3 if rng.one_in(3) => {
            let instance = instance(rng)?;
            let creator = pallet_savm::Instances::<Runtime>::get(instance)?.creator;
            (Who::Signed(creator), Call::remove_instance { instance }.into())
        }
        3 if rng.one_in(2) => {
            let id = *pools.programs.get(rng.below(pools.programs.len()))?;
            let deployer = pallet_savm::Programs::<Runtime>::get(id)?.deployer;
            (Who::Signed(deployer), Call::remove_program { program: id }.into())
        }
        3 => {
            let dest: AccountId = instance(rng)?.0.into();
            let call = polkadot_sdk::pallet_balances::Call::transfer_allow_death {
                dest: dest.into(),
                value: amount(rng),
            };
            (by, call.into())
        }
        _ => {
            let other = instance(rng)?;
            let mut input = if rng.one_in(3) { Vec::new() } else { other.0.to_vec() };
            let len = rng.below(64);
            input.extend(rng.bytes(len));
            let call = Call::call {
                instance: instance(rng)?,
                value: if rng.one_in(4) { amount(rng) } else { 0 },
                input: input.try_into().ok()?,
                gas_limit: if rng.one_in(64) { rng.next_u64() } else { 20_000 + rng.of_bits(20) },
                deposit_limit: rng.one_in(4).then(|| amount(rng)),
            };
            (by, call.into())
        }
    })
}

/// PUSH0 five times, the first word of the input, GAS, CALL, POP.
const CALLS_INPUT: [u8; 10] = [0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x36, 0x66, 0x53, 0x06];

fn council(rng: &mut Rng, pools: &Pools, at: usize) -> Option<(Who, RuntimeCall)> {
    let member = ACTORS[at % 3].to_account_id();
    let open = pallet_collective::Proposals::<Runtime, Council>::get();
    let call: RuntimeCall = if open.is_empty() || rng.one_in(4) {
        let (_, proposal) = loop {
            let made = call(rng, pools)?;
            if made.0 == Who::Root || rng.one_in(4) {
                break made;
            }
        };
        let length_bound = proposal.encoded_size() as u32;
        let threshold = rng.between(1, 3) as u32;
        pallet_collective::Call::<Runtime, Council>::propose {
            threshold,
            proposal: Box::new(proposal),
            length_bound,
        }
        .into()
    } else {
        let hash = *rng.pick(&open);
        // The first field of its encoding; the type does not show it.
        let index = pallet_collective::Voting::<Runtime, Council>::get(hash)?
            .using_encoded(|mut bytes| u32::decode(&mut bytes))
            .ok()?;
        match rng.below(3) {
            0 => pallet_collective::Call::<Runtime, Council>::close {
                proposal_hash: hash,
                index,
                proposal_weight_bound: polkadot_sdk::frame_support::weights::Weight::MAX / 4,
                length_bound: 10_000,
            }
            .into(),
            _ => pallet_collective::Call::<Runtime, Council>::vote {
                proposal: hash,
                index,
                approve: !rng.one_in(4),
            }
            .into(),
        }
    };
    Some((Who::Signed(member), call))
}

fn multisig(rng: &mut Rng, pools: &Pools, at: usize) -> Option<(Who, RuntimeCall)> {
    // Two of three, always the same three, on one of few calls.
    let me = ACTORS[at % 3].to_account_id();
    let mut other_signatories: Vec<AccountId> =
        (0..3).filter(|other| *other != at % 3).map(|other| ACTORS[other].to_account_id()).collect();
    other_signatories.sort();
    let call = match rng.below(2) {
        0 => remark(),
        _ => polkadot_sdk::frame_system::Call::remark_with_event { remark: vec![1] }.into(),
    };
    let mut all = other_signatories.clone();
    all.push(me.clone());
    all.sort();
    let account = pallet_multisig::Pallet::<Runtime>::multi_account_id(&all, 2);
    let call_hash = blake2_256(&call.encode());
    let maybe_timepoint =
        pallet_multisig::Multisigs::<Runtime>::get(account, call_hash).map(|open| open.when);
    let max_weight = polkadot_sdk::frame_support::weights::Weight::from_parts(1 << 34, 1 << 20);
    let call: RuntimeCall = match (rng.below(4), maybe_timepoint) {
        (0, Some(timepoint)) => {
            pallet_multisig::Call::cancel_as_multi { threshold: 2, other_signatories, timepoint, call_hash }
                .into()
        }
        (1, _) => pallet_multisig::Call::approve_as_multi {
            threshold: 2,
            other_signatories,
            maybe_timepoint,
            call_hash,
            max_weight,
        }
        .into(),
        _ => pallet_multisig::Call::as_multi {
            threshold: 2,
            other_signatories,
            maybe_timepoint,
            call: Box::new(call),
            max_weight,
        }
        .into(),
    };
    let _ = pools;
    Some((Who::Signed(me), call))
}

fn preimage(rng: &mut Rng, pools: &Pools, me: AccountId) -> Option<(Who, RuntimeCall)> {
    use polkadot_sdk::{pallet_scheduler, pallet_whitelist};
    let inner = call(rng, pools)?.1;
    let hash = BlakeTwo256::hash_of(&inner);
    let who = Who::Signed(me);
    Some(match rng.below(6) {
        0 => (who, pallet_preimage::Call::note_preimage { bytes: inner.encode() }.into()),
        1 => (Who::Root, pallet_whitelist::Call::whitelist_call { call_hash: hash }.into()),
        2 => {
            let calls = vec![
                pallet_whitelist::Call::whitelist_call { call_hash: hash }.into(),
                pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage { call: Box::new(inner) }
                    .into(),
            ];
            (Who::Root, pallet_utility::Call::batch_all { calls }.into())
        }
        3 => (Who::Root, pallet_preimage::Call::request_preimage { hash: *pools.hashes.first()? }.into()),
        4 => (who, pallet_preimage::Call::unnote_preimage { hash: *pools.hashes.last()? }.into()),
        _ => {
            let when = System::block_number() + rng.between(1, 6) as u32;
            let call = Box::new(inner);
            let maybe_periodic = rng.one_in(3).then_some((2, 3));
            (Who::Root, pallet_scheduler::Call::schedule { when, maybe_periodic, priority: 0, call }.into())
        }
    })
}
