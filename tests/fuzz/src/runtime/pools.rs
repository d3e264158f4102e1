//! What there is on the chain, for calls to name.

use msez_core::{AssetClass, CorridorId, Digest, Domain, JurisdictionId, SubjectId};
use msez_runtime::{AccountId, Attestations, Manifold, Runtime, Timestamp};
use msez_traits::Jurisdictions;
use polkadot_sdk::{
    frame_support::traits::Time, pallet_collective, pallet_preimage, sp_core::H256,
    sp_keyring::Sr25519Keyring,
};

use crate::rng::Rng;

/// The accounts that act: they have money, and some an office.
pub const ACTORS: [Sr25519Keyring; 8] = [
    Sr25519Keyring::Alice,
    Sr25519Keyring::Bob,
    Sr25519Keyring::Charlie,
    Sr25519Keyring::Dave,
    Sr25519Keyring::Eve,
    Sr25519Keyring::Ferdie,
    Sr25519Keyring::One,
    Sr25519Keyring::Two,
];

/// Classes that sample jurisdictions admit.
pub const CLASSES: [&str; 4] = ["securities", "digital_assets", "commodities", "party"];

/// Ids that exist, or did when they were last looked up.
#[derive(Default)]
pub struct Pools {
    /// Accounts, of the actors first.
    pub accounts: Vec<AccountId>,
    /// Jurisdictions.
    pub jurisdictions: Vec<JurisdictionId>,
    /// Corridors.
    pub corridors: Vec<CorridorId>,
    /// Proposed corridors.
    pub proposals: Vec<CorridorId>,
    /// Registered smart assets.
    pub assets: Vec<SubjectId>,
    /// Parties of the tensor.
    pub parties: Vec<SubjectId>,
    /// Who may attest what where.
    pub accredited: Vec<(JurisdictionId, Domain, AccountId)>,
    /// Attestations.
    pub attestations: Vec<Digest>,
    /// Deployed programs.
    pub programs: Vec<Digest>,
    /// Their instances.
    pub instances: Vec<Digest>,
    /// Council motions, and preimages.
    pub hashes: Vec<H256>,
    /// Whether little goes wrong on this chain, so that much can be built up.
    pub is_calm: bool,
    /// Now, in milliseconds.
    pub now: u64,
}

/// Ids of one kind that are looked up.
const MOST: usize = 64;

impl Pools {
    /// Looks everything up.
    pub fn look_up(&mut self) {
        self.accounts = ACTORS.iter().map(|who| who.to_account_id()).collect();
        self.now = <Timestamp as Time>::now();
        // Where most can be done comes first.
        self.jurisdictions = pallet_manifold::Jurisdictions::<Runtime>::iter_keys().take(MOST).collect();
        self.jurisdictions.sort_by_key(|id| !<Manifold as Jurisdictions<AccountId>>::is_active(id));
        self.accredited = pallet_manifold::Accreditations::<Runtime>::iter_keys().take(MOST).collect();
        self.corridors = pallet_manifold::Corridors::<Runtime>::iter_keys().take(MOST).collect();
        self.proposals = pallet_manifold::Proposals::<Runtime>::iter_keys().take(MOST).collect();
        let mut assets: Vec<_> = pallet_smart_assets::Assets::<Runtime>::iter().take(MOST).collect();
        assets.sort_by_key(|(id, asset)| {
            let is_over = matches!(asset.standing.status(), msez_asset::Status::Retired);
            let has_units = pallet_smart_assets::Units::<Runtime>::contains_key(id);
            (is_over, !has_units, !asset.bound)
        });
        self.assets = assets.into_iter().map(|(id, _)| id).collect();
        self.parties = pallet_compliance_tensor::Subjects::<Runtime>::iter_values()
            .take(MOST)
            .filter(|subject| subject.class == AssetClass::party())
            .map(|subject| subject.id)
            .collect();
        self.attestations = pallet_attestations::Attestations::<Runtime>::iter_keys().take(MOST).collect();
        self.programs = pallet_savm::Programs::<Runtime>::iter_keys().take(MOST).collect();
        self.instances = pallet_savm::Instances::<Runtime>::iter_keys().take(MOST).collect();
        self.hashes =
            pallet_collective::Proposals::<Runtime, pallet_collective::Instance1>::get().into_inner();
        self.hashes.extend(pallet_preimage::RequestStatusFor::<Runtime>::iter_keys().take(MOST));
    }

    /// An account, an actor's.
    pub fn account(&self, rng: &mut Rng) -> AccountId {
        rng.pick(&self.accounts).clone()
    }

    /// A jurisdiction, the first ones more often.
    pub fn jurisdiction(&self, rng: &mut Rng) -> JurisdictionId {
        favoured(rng, &self.jurisdictions)
            .unwrap_or_else(|| "uae-difc".parse().expect("the id is well formed"))
    }

    /// An asset, a party, or something that is neither.
    pub fn subject(&self, rng: &mut Rng) -> SubjectId {
        let some = match rng.below(8) {
            0 => None,
            1..=3 => favoured(rng, &self.parties),
            _ => favoured(rng, &self.assets),
        };
        some.unwrap_or_else(|| SubjectId([rng.below(4) as u8; 32]))
    }

    /// An asset.
    pub fn asset(&self, rng: &mut Rng) -> Option<SubjectId> {
        favoured(rng, &self.assets)
    }

    /// A corridor or a proposal of one.
    pub fn corridor(&self, rng: &mut Rng) -> CorridorId {
        let all = if rng.one_in(2) { &self.corridors } else { &self.proposals };
        favoured(rng, all).unwrap_or_else(|| "corridor-none".parse().expect("the id is well formed"))
    }

    /// An attestation, or some other digest.
    pub fn digest(&self, rng: &mut Rng) -> Digest {
        let some = match rng.below(8) {
            0 => None,
            1 => favoured(rng, &self.programs),
            2 => favoured(rng, &self.instances),
            _ => favoured(rng, &self.attestations),
        };
        some.unwrap_or_else(|| Digest([rng.below(8) as u8; 32]))
    }

    /// A class.
    pub fn class(&self, rng: &mut Rng) -> AssetClass {
        CLASSES[rng.below(CLASSES.len())].parse().expect("the class is well formed")
    }

    /// A domain that jurisdictions ask about more often than others.
    pub fn domain(&self, rng: &mut Rng) -> Domain {
        match rng.below(6) {
            0 => *rng.pick(Domain::ALL),
            1 => Domain::Sanctions,
            2..=3 => Domain::Kyc,
            _ => Domain::Aml,
        }
    }

    /// The next number of an issuer.
    pub fn nonce(&self, who: &AccountId) -> u64 {
        Attestations::nonces(who).next()
    }
}

/// One of some, the first ones more often: what many calls name gets further.
fn favoured<T: Clone>(rng: &mut Rng, all: &[T]) -> Option<T> {
    if all.is_empty() {
        return None;
    }
    let few = if rng.one_in(3) { all.len() } else { all.len().min(4) };
    Some(all[rng.below(few)].clone())
}
