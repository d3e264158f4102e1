//! Calls made from the metadata: every call of every pallet, with arguments of the right types, whose ids and numbers
//! are such as may exist.

use codec::{Compact, Decode, Encode};
use msez_asset::{Permissions, UnitRules};
use msez_core::DomainSet;
use msez_runtime::{AccountId, Runtime, RuntimeCall, System};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef, TypeDefPrimitive, Variant};

use super::{moves, pools::Pools, typed};
use crate::rng::Rng;

/// The types of all calls.
pub struct Shapes {
    registry: PortableRegistry,
    root: u32,
}

/// What a call that is being made has named already: other arguments, and who sends it, go with it.
#[derive(Default)]
pub struct Named {
    /// The last asset.
    pub asset: Option<msez_core::SubjectId>,
    /// The first jurisdiction.
    pub jurisdiction: Option<msez_core::JurisdictionId>,
    /// The last digest.
    pub digest: Option<msez_core::Digest>,
    /// The last corridor.
    pub corridor: Option<msez_core::CorridorId>,
    depth: u8,
}

/// Calls that by their nature can write anything: what they break says nothing. And the time, which is the author's to
/// set and comes once a block.
pub const LEFT_OUT: [(&str, &str); 13] = [
    ("System", "set_code"),
    ("System", "set_code_without_checks"),
    ("System", "set_storage"),
    ("System", "kill_storage"),
    ("System", "kill_prefix"),
    ("System", "authorize_upgrade_without_checks"),
    ("System", "apply_authorized_upgrade"),
    ("Timestamp", "set"),
    ("Balances", "force_adjust_total_issuance"),
    ("Balances", "force_unreserve"),
    ("Balances", "force_set_balance"),
    ("Preimage", "ensure_updated"),
    // Takes a currency from the custody of bonds too, as whoever administers it may.
    ("Assets", "destroy_accounts"),
];

/// Pallets of this project: their calls are made more often.
const OURS: [&str; 13] = [
    "Bonds",
    "Validators",
    "SmartAssets",
    "Attestations",
    "ComplianceTensor",
    "Manifold",
    "Savm",
    "Session",
    "Watchers",
    "Disputes",
    "Timelock",
    "CorridorBridge",
    "Migration",
];

impl Shapes {
    /// Of the runtime.
    pub fn new() -> Self {
        let mut registry = scale_info::Registry::new();
        let root = registry.register_type(&scale_info::meta_type::<RuntimeCall>()).id;
        Self { registry: registry.into(), root }
    }

    /// The encoding of a call, with what it names.
    pub fn call(&self, rng: &mut Rng, pools: &Pools) -> Option<(Vec<u8>, Named)> {
        let (mut bytes, mut named) = (Vec::new(), Named::default());
        self.nested(rng, pools, &mut named, &mut bytes)?;
        Some((bytes, named))
    }

    fn variants(&self, id: u32) -> &[Variant<PortableForm>] {
        match self.registry.resolve(id).map(|ty| &ty.type_def) {
            Some(TypeDef::Variant(variants)) => &variants.variants,
            _ => &[],
        }
    }

    fn nested(&self, rng: &mut Rng, pools: &Pools, named: &mut Named, out: &mut Vec<u8>) -> Option<()> {
        if named.depth > 2 {
            out.extend(remark().encode());
            return Some(());
        }
        named.depth += 1;
        let pallets = self.variants(self.root);
        let pallet = loop {
            let pallet = rng.pick(pallets);
            if OURS.contains(&pallet.name.as_str()) || rng.one_in(4) {
                break pallet;
            }
        };
        let calls = self.variants(pallet.fields.first()?.ty.id);
        if calls.is_empty() {
            return None;
        }
        let call = rng.pick(calls);
        if LEFT_OUT.contains(&(pallet.name.as_str(), call.name.as_str())) {
            return None;
        }
        out.extend([pallet.index, call.index]);
        for field in &call.fields {
            self.fill(rng, pools, named, field.name.as_deref().unwrap_or_default(), field.ty.id, out)?;
        }
        named.depth -= 1;
        Some(())
    }

    fn fill(
        &self,
        rng: &mut Rng,
        pools: &Pools,
        named: &mut Named,
        name: &str,
        id: u32,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        // Types nest without end; what is that large is not interesting.
        if out.len() > 20_000 {
            return None;
        }
        let ty = self.registry.resolve(id)?;
        match ty.path.segments.last().map(String::as_str).unwrap_or_default() {
            "AccountId32" => {
                let holder = match (name, named.asset) {
                    ("account" | "from" | "to", Some(asset)) if !rng.one_in(4) => typed::holder(rng, &asset),
                    _ => None,
                };
                holder.unwrap_or_else(|| pools.account(rng)).encode_to(out);
            }
            "MultiAddress" => msez_runtime::Address::Id(pools.account(rng)).encode_to(out),
            "RuntimeCall" => self.nested(rng, pools, named, out)?,
            "JurisdictionId" => {
                let id = pools.jurisdiction(rng);
                named.jurisdiction = Some(id);
                id.encode_to(out);
            }
            "SubjectId" => {
                let id = match name {
                    "asset" => pools.asset(rng)?,
                    _ => pools.subject(rng),
                };
                named.asset = Some(id);
                id.encode_to(out);
            }
            "CorridorId" => {
                let id = pools.corridor(rng);
                named.corridor = Some(id);
                id.encode_to(out);
            }
            "Digest" => {
                let digest = match name {
                    "instance" if !rng.one_in(6) => *pools.instances.get(rng.below(pools.instances.len()))?,
                    "program" if !rng.one_in(6) => *pools.programs.get(rng.below(pools.programs.len()))?,
                    _ => moves::named(rng, name).unwrap_or_else(|| pools.digest(rng)),
                };
                named.digest = Some(digest);
                digest.encode_to(out);
            }
            "AssetClass" => pools.class(rng).encode_to(out),
            "Domain" => pools.domain(rng).encode_to(out),
            "DomainSet" => {
                let set: DomainSet = (0..rng.below(4)).map(|_| pools.domain(rng)).collect();
                set.encode_to(out);
            }
            "Permissions" => Permissions::from_bits(rng.below(128) as u8)?.encode_to(out),
            "Country" => typed::country(rng).encode_to(out),
            "UnitRules" => typed::unit_rules(rng).encode_to(out),
            "CountrySet" => UnitRules::OPEN.countries.encode_to(out),
            "ControlRule" => typed::control(rng, pools).encode_to(out),
            "Statement" => typed::statement(rng, pools)?.encode_to(out),
            "H256" if !pools.hashes.is_empty() && !rng.one_in(4) => rng.pick(&pools.hashes).encode_to(out),
            "MultiSignature" => {
                out.push(rng.below(2) as u8);
                out.extend(rng.bytes(64));
            }
            _ => return self.structure(rng, pools, named, name, id, out),
        }
        Some(())
    }

    fn structure(
        &self,
        rng: &mut Rng,
        pools: &Pools,
        named: &mut Named,
        name: &str,
        id: u32,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        match &self.registry.resolve(id)?.type_def {
            TypeDef::Composite(composite) => {
                for field in &composite.fields {
                    self.fill(rng, pools, named, field.name.as_deref().unwrap_or(name), field.ty.id, out)?;
                }
            }
            TypeDef::Variant(variants) => {
                if variants.variants.is_empty() {
                    return None;
                }
                let variant = rng.pick(&variants.variants);
                out.push(variant.index);
                for field in &variant.fields {
                    self.fill(rng, pools, named, field.name.as_deref().unwrap_or(name), field.ty.id, out)?;
                }
            }
            TypeDef::Sequence(sequence) => {
                if self.is_byte(sequence.type_param.id) {
                    typed::text(rng, name).encode_to(out);
                } else {
                    let len = rng.below(4);
                    Compact(len as u32).encode_to(out);
                    for _ in 0..len {
                        self.fill(rng, pools, named, name, sequence.type_param.id, out)?;
                    }
                }
            }
            TypeDef::Array(array) => {
                for _ in 0..array.len {
                    self.fill(rng, pools, named, name, array.type_param.id, out)?;
                }
            }
            TypeDef::Tuple(tuple) => {
                for field in &tuple.fields {
                    self.fill(rng, pools, named, name, field.id, out)?;
                }
            }
            TypeDef::Compact(compact) => {
                let mut inner = Vec::new();
                self.fill(rng, pools, named, name, compact.type_param.id, &mut inner)?;
                let mut wide = [0; 16];
                let len = inner.len().min(16);
                wide[..len].copy_from_slice(&inner[..len]);
                Compact(u128::from_le_bytes(wide)).encode_to(out);
            }
            TypeDef::Primitive(primitive) => self.number(rng, pools, named, name, primitive, out)?,
            TypeDef::BitSequence(_) => return None,
        }
        Some(())
    }

    fn is_byte(&self, id: u32) -> bool {
        let ty = self.registry.resolve(id).map(|ty| &ty.type_def);
        matches!(ty, Some(TypeDef::Primitive(TypeDefPrimitive::U8)))
    }

    fn number(
        &self,
        rng: &mut Rng,
        pools: &Pools,
        named: &Named,
        name: &str,
        primitive: &TypeDefPrimitive,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        match primitive {
            TypeDefPrimitive::Bool => out.push(rng.below(2) as u8),
            TypeDefPrimitive::U8 => out.push(match rng.below(4) {
                0 => rng.next_u64() as u8,
                _ => rng.below(8) as u8,
            }),
            TypeDefPrimitive::U16 => (rng.of_bits(6) as u16).encode_to(out),
            TypeDefPrimitive::U32 => {
                let number = match name {
                    "when" | "delay" | "after" | "height" | "at" => {
                        System::block_number().wrapping_add(rng.below(20) as u32)
                    }
                    "length_bound" => 5_000,
                    _ if rng.one_in(16) => rng.of_bits(32) as u32,
                    _ => rng.below(4) as u32,
                };
                number.encode_to(out);
            }
            TypeDefPrimitive::U64 => self.wide(rng, pools, named, name).encode_to(out),
            TypeDefPrimitive::U128 => typed::amount(rng).encode_to(out),
            TypeDefPrimitive::Str => typed::text(rng, name).encode_to(out),
            TypeDefPrimitive::Char => u32::from(b'a').encode_to(out),
            TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => out.extend(rng.bytes(32)),
            TypeDefPrimitive::I8 => out.extend(rng.bytes(1)),
            TypeDefPrimitive::I16 => out.extend(rng.bytes(2)),
            TypeDefPrimitive::I32 => out.extend(rng.bytes(4)),
            TypeDefPrimitive::I64 => out.extend(rng.bytes(8)),
            TypeDefPrimitive::I128 => out.extend(rng.bytes(16)),
        }
        Some(())
    }

    fn wide(&self, rng: &mut Rng, pools: &Pools, named: &Named, name: &str) -> u64 {
        match name {
            "expected_version" if !rng.one_in(12) => {
                let asset = named.asset.and_then(pallet_smart_assets::Assets::<Runtime>::get);
                asset.map_or(1, |asset| asset.version)
            }
            "ref_time" => rng.of_bits(40),
            "proof_size" => rng.of_bits(20),
            "deadline" | "expires_at" | "valid_until" | "valid_from" | "activates_at" => {
                pools.now.wrapping_add(rng.of_bits(36)).wrapping_sub(rng.of_bits(22))
            }
            "floor" | "nonce" => rng.of_bits(8),
            _ if rng.one_in(4) => rng.next_u64(),
            _ => rng.of_bits(40),
        }
    }
}

impl Default for Shapes {
    fn default() -> Self {
        Self::new()
    }
}

/// The call that does nothing.
pub fn remark() -> RuntimeCall {
    polkadot_sdk::frame_system::Call::remark { remark: Vec::new() }.into()
}

/// A call from its bytes, unless it is, or carries, one of those left out.
pub fn decoded(bytes: &[u8]) -> Option<RuntimeCall> {
    use polkadot_sdk::frame_support::traits::GetCallMetadata;
    let call = RuntimeCall::decode(&mut &bytes[..]).ok()?;
    let metadata = call.get_call_metadata();
    let is_left_out = |pallet: &str, name: &str| LEFT_OUT.contains(&(pallet, name));
    if is_left_out(metadata.pallet_name, metadata.function_name) {
        return None;
    }
    // What carries calls shows their names when written out.
    let carries = ["Utility", "Proxy", "Multisig", "Sudo", "Scheduler", "Council", "Whitelist"];
    if carries.contains(&metadata.pallet_name) {
        let text = format!("{call:?}");
        let is_inside = |(pallet, name): &(&str, &str)| match *pallet {
            "Timestamp" => text.contains("Timestamp("),
            _ => text.contains(name),
        };
        // Governance can get around the rule that keys stay, as it can set any key in storage.
        if LEFT_OUT.iter().any(is_inside) || text.contains("Session(Call::purge_keys") {
            return None;
        }
    }
    Some(call)
}

/// The account that a call of these things would come from.
pub fn sender(rng: &mut Rng, pools: &Pools, pallet: &str, named: &Named) -> AccountId {
    let someone = pools.account(rng);
    if rng.one_in(5) {
        return someone;
    }
    let authority = |id: &msez_core::JurisdictionId| {
        pallet_manifold::Jurisdictions::<Runtime>::get(id).map(|record| record.authority)
    };
    let rightful = match pallet {
        "SmartAssets" => match named.asset.and_then(pallet_smart_assets::Assets::<Runtime>::get) {
            Some(asset) if rng.one_in(6) => authority(&asset.home),
            Some(asset) => Some(rng.pick(&asset.control.controllers).account.clone()),
            None => named.jurisdiction.as_ref().and_then(authority),
        },
        "Manifold" => named.jurisdiction.as_ref().and_then(authority).or_else(|| {
            let corridor = named.corridor.as_ref()?;
            let ends = pallet_manifold::Corridors::<Runtime>::get(corridor)
                .map(|record| [record.source, record.target])
                .or_else(|| {
                    let record = pallet_manifold::Proposals::<Runtime>::get(corridor)?;
                    Some([record.source, record.target])
                })?;
            authority(&ends[rng.below(2)])
        }),
        "Attestations" => {
            named.digest.and_then(|id| Some(pallet_attestations::Attestations::<Runtime>::get(id)?.issuer))
        }
        "Savm" => named.digest.and_then(|id| Some(pallet_savm::Instances::<Runtime>::get(id)?.creator)),
        _ => None,
    };
    rightful.unwrap_or(someone)
}
