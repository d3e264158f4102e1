//! Keys, and the proof that a validator owns its session keys.
//!
//! `session.setKeys` takes, beside the three public keys, a signature of each key over the validator's account. A node
//! that runs gives keys and proof together (`author_rotateKeysWithOwner`), but only for keys it has just made. For keys
//! that are in a keystore already, or on a machine without a network, `key prove-ownership` makes the proof.

use codec::Encode;
use msez_runtime::{AccountId, SessionKeys};
use polkadot_sdk::{
    sc_cli::{
        self, utils::pair_from_suri, utils::read_uri, Error, KeystoreParams, SharedParams, SubstrateCli,
    },
    sc_consensus_grandpa,
    sc_service::{config::KeystoreConfig, BasePath, KeystoreContainer},
    sp_consensus_babe, sp_consensus_beefy,
    sp_core::{
        crypto::{ByteArray, KeyTypeId, SecretString, Ss58Codec},
        ecdsa, ed25519,
        proof_of_possession::{statement_of_ownership, ProofOfPossessionGenerator},
        sr25519, Pair,
    },
    sp_keystore::KeystorePtr,
    sp_runtime::{traits::OpaqueKeys, RuntimeAppPublic},
};

/// The SDK's key commands and ours.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum KeySubcommand {
    #[command(flatten)]
    Sdk(sc_cli::KeySubcommand),

    /// Prove that a validator's account owns session keys, for `session.setKeys`; needs no network
    ProveOwnership(ProveOwnershipCmd),
}

impl KeySubcommand {
    /// Does what was asked.
    pub fn run<C: SubstrateCli>(&self, cli: &C) -> sc_cli::Result<()> {
        match self {
            Self::Sdk(cmd) => cmd.run(cli),
            Self::ProveOwnership(cmd) => cmd.run(cli),
        }
    }
}

/// Prints, as JSON, the arguments of `session.setKeys`.
///
/// The keys come from secret URIs if any is given, else from the node's keystore.
#[derive(Debug, Clone, clap::Parser)]
pub struct ProveOwnershipCmd {
    /// Validator account that will call `session.setKeys`, in SS58 or as 32 bytes of hexadecimal.
    #[arg(long, alias = "account", value_name = "ACCOUNT", value_parser = parse_account)]
    pub owner: AccountId,

    /// Secret URI of all three keys, or a file that holds it.
    #[arg(long, value_name = "URI")]
    pub suri: Option<String>,

    /// Secret URI of the BABE key (sr25519), or a file that holds it.
    #[arg(long, value_name = "URI")]
    pub babe_suri: Option<String>,

    /// Secret URI of the GRANDPA key (ed25519), or a file that holds it.
    #[arg(long, value_name = "URI")]
    pub grandpa_suri: Option<String>,

    /// Secret URI of the BEEFY key (ECDSA), or a file that holds it.
    #[arg(long, value_name = "URI")]
    pub beefy_suri: Option<String>,

    /// Session keys to prove, in hexadecimal, where the keystore holds more than one set.
    #[arg(long, value_name = "HEX", value_parser = parse_session_keys)]
    pub keys: Option<SessionKeys>,

    #[clap(flatten)]
    pub shared_params: SharedParams,

    #[clap(flatten)]
    pub keystore_params: KeystoreParams,
}

/// The arguments of `session.setKeys`.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct Ownership {
    /// The account that has to make the call.
    owner: String,
    /// The three public keys, SCALE-encoded.
    keys: String,
    /// Their signatures over the account, SCALE-encoded.
    proof: String,
}

impl ProveOwnershipCmd {
    /// Makes the proof and prints it.
    pub fn run<C: SubstrateCli>(&self, cli: &C) -> sc_cli::Result<()> {
        let ownership = self.prove(cli)?;
        let json =
            serde_json::to_string_pretty(&ownership).map_err(|error| Error::Input(error.to_string()))?;
        println!("{json}");
        Ok(())
    }

    fn prove<C: SubstrateCli>(&self, cli: &C) -> sc_cli::Result<Ownership> {
        let owner = self.owner.encode();
        let (keys, proof) = match self.pairs()? {
            Some(mut pairs) => (pairs.keys(), pairs.prove(&owner)),
            None => {
                let keystore = Keystore(self.keystore(cli)?);
                let keys = self.keys.clone().map_or_else(|| keystore.only_keys(), Ok)?;
                let proof = keystore.prove(&keys, &owner)?;
                (keys, proof)
            }
        };
        if self.keys.as_ref().is_some_and(|wanted| *wanted != keys) {
            return Err(Error::Input(
                "the secret URIs do not belong to the session keys given with --keys".into(),
            ));
        }
        // The check that the chain will make.
        if !keys.ownership_proof_is_valid(&owner, &proof) {
            return Err(Error::Input("the keys do not accept their own signatures".into()));
        }
        Ok(Ownership { owner: self.owner.to_ss58check(), keys: hex0x(&keys.encode()), proof: hex0x(&proof) })
    }

    fn pairs(&self) -> sc_cli::Result<Option<Pairs>> {
        let uris = [&self.babe_suri, &self.grandpa_suri, &self.beefy_suri];
        if self.suri.is_none() && uris.iter().all(|uri| uri.is_none()) {
            return Ok(None);
        }
        let uri = |own: &Option<String>, option: &str| match own.as_ref().or(self.suri.as_ref()) {
            Some(uri) => read_uri(Some(uri)),
            None => Err(Error::Input(format!("give {option}, or --suri for all three keys"))),
        };
        let password = self.password()?;
        Ok(Some(Pairs {
            babe: pair_from_suri(&uri(&self.babe_suri, "--babe-suri")?, password.clone())?,
            grandpa: pair_from_suri(&uri(&self.grandpa_suri, "--grandpa-suri")?, password.clone())?,
            beefy: pair_from_suri(&uri(&self.beefy_suri, "--beefy-suri")?, password)?,
        }))
    }

    /// The password belongs to the URIs, where there are any, as it does in the keystore.
    fn password(&self) -> sc_cli::Result<Option<SecretString>> {
        match self.keystore_params.keystore_config(std::path::Path::new(""))? {
            KeystoreConfig::Path { password, .. } => Ok(password),
            KeystoreConfig::InMemory => Ok(None),
        }
    }

    fn keystore<C: SubstrateCli>(&self, cli: &C) -> sc_cli::Result<KeystorePtr> {
        let directory = match &self.keystore_params.keystore_path {
            Some(_) => Default::default(),
            None => {
                let base_path = self
                    .shared_params
                    .base_path()?
                    .unwrap_or_else(|| BasePath::from_project("", "", &C::executable_name()));
                let chain = cli.load_spec(&self.shared_params.chain_id(self.shared_params.is_dev()))?;
                base_path.config_dir(chain.id())
            }
        };
        let config = self.keystore_params.keystore_config(&directory)?;
        // Opening would create it.
        if let Some(path) = config.path().filter(|path| !path.is_dir()) {
            return Err(Error::Input(format!("there is no keystore at {}", path.display())));
        }
        Ok(KeystoreContainer::new(&config)?.keystore())
    }
}

/// The three key pairs themselves.
struct Pairs {
    babe: sr25519::Pair,
    grandpa: ed25519::Pair,
    beefy: ecdsa::Pair,
}

impl Pairs {
    fn keys(&self) -> SessionKeys {
        SessionKeys {
            babe: self.babe.public().into(),
            grandpa: self.grandpa.public().into(),
            beefy: self.beefy.public().into(),
        }
    }

    /// The signatures, in the order of the keys.
    fn prove(&mut self, owner: &[u8]) -> Vec<u8> {
        (
            self.babe.generate_proof_of_possession(owner),
            self.grandpa.generate_proof_of_possession(owner),
            self.beefy.generate_proof_of_possession(owner),
        )
            .encode()
    }
}

/// A keystore that holds the key pairs.
struct Keystore(KeystorePtr);

const BABE: KeyTypeId = <sp_consensus_babe::AuthorityId as RuntimeAppPublic>::ID;
const GRANDPA: KeyTypeId = <sc_consensus_grandpa::AuthorityId as RuntimeAppPublic>::ID;
const BEEFY: KeyTypeId = <sp_consensus_beefy::ecdsa_crypto::AuthorityId as RuntimeAppPublic>::ID;

impl Keystore {
    /// The keys, if there is exactly one of each type.
    fn only_keys(&self) -> sc_cli::Result<SessionKeys> {
        Ok(SessionKeys {
            babe: only(BABE, self.0.sr25519_public_keys(BABE))?.into(),
            grandpa: only(GRANDPA, self.0.ed25519_public_keys(GRANDPA))?.into(),
            beefy: only(BEEFY, self.0.ecdsa_public_keys(BEEFY))?.into(),
        })
    }

    fn prove(&self, keys: &SessionKeys, owner: &[u8]) -> sc_cli::Result<Vec<u8>> {
        let statement = statement_of_ownership(owner);
        let (babe, grandpa, beefy) = (keys.babe.as_ref(), keys.grandpa.as_ref(), keys.beefy.as_ref());
        Ok((
            signed(BABE, self.0.sr25519_sign(BABE, babe, &statement))?,
            signed(GRANDPA, self.0.ed25519_sign(GRANDPA, grandpa, &statement))?,
            signed(BEEFY, self.0.ecdsa_sign(BEEFY, beefy, &statement))?,
        )
            .encode())
    }
}

fn only<Key: ByteArray + Clone>(key_type: KeyTypeId, keys: Vec<Key>) -> sc_cli::Result<Key> {
    match keys.as_slice() {
        [key] => Ok(key.clone()),
        [] => Err(Error::Input(format!("the keystore holds no key of type {}", name(key_type)))),
        several => {
            let all: Vec<String> = several.iter().map(|key| hex0x(key.as_slice())).collect();
            Err(Error::Input(format!(
                "the keystore holds {} keys of type {} ({}); say which with --keys",
                several.len(),
                name(key_type),
                all.join(", "),
            )))
        }
    }
}

fn signed<S, E: std::fmt::Display>(
    key_type: KeyTypeId,
    signature: Result<Option<S>, E>,
) -> sc_cli::Result<S> {
    signature
        .map_err(|error| Error::Input(format!("the key of type {} cannot sign: {error}", name(key_type))))?
        .ok_or_else(|| Error::Input(format!("the keystore does not hold the key of type {}", name(key_type))))
}

fn name(key_type: KeyTypeId) -> String {
    String::from_utf8_lossy(&key_type.0).into_owned()
}

fn hex0x(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

fn unhex(text: &str) -> Result<Vec<u8>, String> {
    hex::decode(text.strip_prefix("0x").unwrap_or(text)).map_err(|error| error.to_string())
}

fn parse_account(text: &str) -> Result<AccountId, String> {
    if let Ok(account) = AccountId::from_ss58check(text) {
        return Ok(account);
    }
    let bytes = unhex(text).map_err(|_| "neither an SS58 address nor hexadecimal".to_string())?;
    AccountId::from_slice(&bytes).map_err(|()| "an account has 32 bytes".into())
}

fn parse_session_keys(text: &str) -> Result<SessionKeys, String> {
    codec::DecodeAll::decode_all(&mut &unhex(text)?[..])
        .map_err(|_| "session keys are 32 + 32 + 33 bytes: BABE, GRANDPA, BEEFY".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::Parser;
    use polkadot_sdk::sp_keyring::Sr25519Keyring::{Alice, Bob};

    const PROOF_BYTES: usize = 64 + 64 + 65;

    fn command(arguments: &[&str]) -> ProveOwnershipCmd {
        let owner = Alice.to_account_id().to_ss58check();
        let fixed = ["prove-ownership", "--owner", owner.as_str()];
        ProveOwnershipCmd::try_parse_from(fixed.iter().chain(arguments)).unwrap()
    }

    fn prove(arguments: &[&str]) -> sc_cli::Result<Ownership> {
        command(arguments).prove(&Cli::try_parse_from(["msez-node"]).unwrap())
    }

    fn checked(ownership: &Ownership) -> SessionKeys {
        let keys = parse_session_keys(&ownership.keys).unwrap();
        let proof = unhex(&ownership.proof).unwrap();
        assert_eq!(proof.len(), PROOF_BYTES);
        assert!(keys.ownership_proof_is_valid(&Alice.to_account_id().encode(), &proof));
        assert!(!keys.ownership_proof_is_valid(&Bob.to_account_id().encode(), &proof));
        keys
    }

    /// A keystore on disk with keys of these seeds.
    fn keystore(seeds: &[&str]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        let config = KeystoreConfig::Path { path: directory.path().into(), password: None };
        let keystore = KeystoreContainer::new(&config).unwrap().keystore();
        for seed in seeds {
            let keys = Pairs {
                babe: pair_from_suri(seed, None).unwrap(),
                grandpa: pair_from_suri(seed, None).unwrap(),
                beefy: pair_from_suri(seed, None).unwrap(),
            }
            .keys();
            for (public, key_type) in keys.into_raw_public_keys() {
                keystore.insert(key_type, seed, &public).unwrap();
            }
        }
        directory
    }

    #[test]
    fn a_proof_from_one_uri_is_what_the_runtime_asks_for() {
        checked(&prove(&["--suri", "//Alice"]).unwrap());
    }

    #[test]
    fn each_key_can_have_its_own_uri() {
        let own = ["--babe-suri", "//A", "--grandpa-suri", "//B", "--beefy-suri", "//C"];
        let keys = checked(&prove(&own).unwrap());
        assert_ne!(keys, checked(&prove(&["--suri", "//A"]).unwrap()));
    }

    #[test]
    fn a_missing_uri_is_named() {
        let error = prove(&["--babe-suri", "//A"]).unwrap_err().to_string();
        assert!(error.contains("--grandpa-suri"), "{error}");
    }

    #[test]
    fn a_keystore_gives_the_same_keys_as_the_uri_it_was_filled_from() {
        let directory = keystore(&["//Alice"]);
        let path = directory.path().to_str().unwrap();
        let from_keystore = checked(&prove(&["--keystore-path", path]).unwrap());
        assert_eq!(from_keystore, checked(&prove(&["--suri", "//Alice"]).unwrap()));
    }

    #[test]
    fn of_several_keys_the_wanted_ones_are_proven() {
        let directory = keystore(&["//Old", "//New"]);
        let path = directory.path().to_str().unwrap();
        let error = prove(&["--keystore-path", path]).unwrap_err().to_string();
        assert!(error.contains("holds 2 keys") && error.contains("--keys"), "{error}");

        let wanted = prove(&["--suri", "//New"]).unwrap().keys;
        let proven = prove(&["--keystore-path", path, "--keys", &wanted]).unwrap();
        assert_eq!(proven.keys, wanted);
        checked(&proven);
    }

    #[test]
    fn an_empty_keystore_is_told_apart_from_an_ambiguous_one() {
        let directory = keystore(&[]);
        let path = directory.path().to_str().unwrap();
        let error = prove(&["--keystore-path", path]).unwrap_err().to_string();
        assert!(error.contains("holds no key of type babe"), "{error}");
    }

    #[test]
    fn keys_that_the_keystore_does_not_hold_are_refused() {
        let directory = keystore(&["//Alice"]);
        let foreign = prove(&["--suri", "//Bob"]).unwrap().keys;
        let path = directory.path().to_str().unwrap();
        let error = prove(&["--keystore-path", path, "--keys", &foreign]).unwrap_err().to_string();
        assert!(error.contains("does not hold"), "{error}");
    }

    #[test]
    fn a_keystore_that_does_not_exist_is_not_created() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("none");
        assert!(prove(&["--keystore-path", path.to_str().unwrap()]).is_err());
        assert!(!path.exists());
    }

    #[test]
    fn an_account_is_read_in_both_forms() {
        let account = Alice.to_account_id();
        assert_eq!(parse_account(&account.to_ss58check()), Ok(account.clone()));
        assert_eq!(parse_account(&hex0x(&account.encode())), Ok(account));
        assert!(parse_account("0x1234").is_err());
        assert!(parse_account("nobody").is_err());
    }

    #[test]
    fn the_sdk_s_key_commands_are_still_there() {
        assert!(Cli::try_parse_from(["msez-node", "key", "generate", "--scheme", "sr25519"]).is_ok());
        assert!(Cli::try_parse_from(["msez-node", "key", "generate-node-key"]).is_ok());
    }
}
