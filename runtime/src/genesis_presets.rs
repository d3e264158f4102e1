//! Genesis of the networks we ship, as patches of the default genesis.

use crate::{
    configs::{endowed_accounts, pots, BABE_GENESIS_EPOCH_CONFIG},
    constants::{MINUTES, UNIT},
    *,
};
use msez_manifold::samples;
use polkadot_sdk::{
    sp_consensus_beefy::ecdsa_crypto::AuthorityId as BeefyId,
    sp_core::{ecdsa, hex2array},
    sp_genesis_builder::PresetId,
    sp_keyring::{Ed25519Keyring, Sr25519Keyring},
};
use serde_json::{json, Value};

/// One validator, Alice, who is also sudo.
pub const DEVELOPMENT: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;
/// Four validators, Alice to Dave; Alice is sudo.
pub const LOCAL: &str = sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET;
/// An example of production: four validators, a council and no sudo. Its keys are public: replace every one.
pub const STAGING: &str = "staging";

/// Length of an epoch where waiting would be a nuisance, in slots: a minute.
const SHORT_EPOCH: u64 = MINUTES as u64;
/// Length of an epoch in production: an hour.
const LONG_EPOCH: u64 = 60 * MINUTES as u64;

/// Bond of each of the first validators.
const GENESIS_BOND: Balance = 100_000 * UNIT;

/// A well-known account with its three session keys.
pub(crate) struct DevAuthority {
    pub(crate) account: Sr25519Keyring,
    pub(crate) grandpa: Ed25519Keyring,
    /// sp-keyring knows no ECDSA keys; a test compares these with their seeds.
    pub(crate) beefy: [u8; 33],
}

macro_rules! dev_authority {
    ($name:ident, $beefy:literal) => {
        DevAuthority {
            account: Sr25519Keyring::$name,
            grandpa: Ed25519Keyring::$name,
            beefy: hex2array!($beefy),
        }
    };
}

pub(crate) const DEV_AUTHORITIES: [DevAuthority; 8] = [
    dev_authority!(Alice, "020a1091341fe5664bfa1782d5e04779689068c916b04cb365ec3153755684d9a1"),
    dev_authority!(Bob, "0390084fdbf27d2b79d26a4f13f0ccd982cb755a661969143c37cbc49ef5b91f27"),
    dev_authority!(Charlie, "0389411795514af1627765eceffcbd002719f031604fadd7d188e2dc585b4e1afb"),
    dev_authority!(Dave, "03bc9d0ca094bd5b8b3225d7651eac5d18c1c04bf8ae8f8b263eebca4e1410ed0c"),
    dev_authority!(Eve, "031d10105e323c4afce225208f71a6441ee327a65b9e646e772500c74d31f669aa"),
    dev_authority!(Ferdie, "0291f1217d5a04cb83312ee3d88a6e6b33284e053e6ccfc3a90339a0299d12967c"),
    dev_authority!(One, "036c6ae73d36d0c02b54d7877a57b1734b8e096134bd2c1b829431aa38f18bcce1"),
    dev_authority!(Two, "020a617391de0e0291310bf7792bb41d9573e8a054b686205da5553e08fac6d0b8"),
];

impl DevAuthority {
    pub(crate) fn session_keys(&self) -> SessionKeys {
        SessionKeys {
            babe: self.account.public().into(),
            grandpa: self.grandpa.public().into(),
            beefy: BeefyId::from(ecdsa::Public::from_raw(self.beefy)),
        }
    }
}

/// What differs between the networks.
struct Network<'a> {
    validators: &'a [DevAuthority],
    council: Vec<AccountId>,
    sudo: Option<AccountId>,
    epoch_slots: u64,
}

impl Network<'_> {
    fn genesis(self) -> Value {
        // The chain's own accounts exist from the start: one that does not could not receive its share of a slash.
        let endowed: Vec<(AccountId, Balance)> = DEV_AUTHORITIES
            .iter()
            .map(|who| (who.account.to_account_id(), 10_000_000 * UNIT))
            .chain(endowed_accounts().into_iter().chain(pots()).map(|account| (account, UNIT)))
            .collect();
        let keys: Vec<(AccountId, AccountId, SessionKeys)> = self
            .validators
            .iter()
            .map(|who| {
                let account = who.account.to_account_id();
                (account.clone(), account, who.session_keys())
            })
            .collect();
        let bonds: Vec<(AccountId, Balance)> =
            self.validators.iter().map(|who| (who.account.to_account_id(), GENESIS_BOND)).collect();
        json!({
            "balances": { "balances": endowed },
            "babe": { "epochConfig": BABE_GENESIS_EPOCH_CONFIG },
            "network": { "epochSlots": self.epoch_slots },
            "validators": { "validators": bonds },
            "session": { "keys": keys },
            "council": { "members": self.council },
            "sudo": { "key": self.sudo },
            "manifold": {
                "jurisdictions": samples::jurisdictions(authority_of),
                "corridors": samples::corridors::<AccountId>(),
            },
        })
    }
}

/// Who speaks for a sample jurisdiction: Charlie, or in Astana Dave, so that a corridor has two sides.
fn authority_of(id: &str) -> AccountId {
    match id {
        "kz-aifc" => Sr25519Keyring::Dave,
        _ => Sr25519Keyring::Charlie,
    }
    .to_account_id()
}

/// The genesis patch of a preset.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
    let account = |who: &DevAuthority| who.account.to_account_id();
    let council = DEV_AUTHORITIES.iter().take(3).map(account).collect();
    let sudo = DEV_AUTHORITIES.first().map(account);
    let (validators, sudo, epoch_slots) = match id.as_ref() {
        DEVELOPMENT => (1, sudo, SHORT_EPOCH),
        LOCAL => (4, sudo, SHORT_EPOCH),
        STAGING => (4, None, LONG_EPOCH),
        _ => return None,
    };
    let network = Network { validators: DEV_AUTHORITIES.get(..validators)?, council, sudo, epoch_slots };
    serde_json::to_vec(&network.genesis()).ok()
}

/// The presets there are.
pub fn preset_names() -> Vec<PresetId> {
    [DEVELOPMENT, LOCAL, STAGING].into_iter().map(PresetId::from).collect()
}
