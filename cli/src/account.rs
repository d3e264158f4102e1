//! Accounts that sign: development accounts, secret URIs and keystore files.

use std::{fmt::Display, fs, path::Path};

use polkadot_sdk::sp_core::{crypto::SecretStringError, ecdsa, ed25519, sr25519, Pair};
use polkadot_sdk::sp_runtime::{
    traits::{IdentifyAccount, Verify},
    AccountId32, MultiSignature, MultiSigner,
};
use serde_json::Value;
use subxt::{tx::Signer, utils};
use subxt_signer::polkadot_js_compat;

use crate::{
    chain::MsezConfig,
    failure::{Failure, Outcome},
};

/// Kind of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Scheme {
    /// Schnorr on Ristretto, the default of Substrate.
    #[default]
    Sr25519,
    /// Edwards.
    Ed25519,
    /// secp256k1.
    Ecdsa,
}

/// A key that can sign.
#[derive(Clone)]
pub enum Account {
    /// sr25519 from a secret URI.
    Sr25519(Box<sr25519::Pair>),
    /// ed25519 from a secret URI.
    Ed25519(Box<ed25519::Pair>),
    /// ECDSA from a secret URI.
    Ecdsa(Box<ecdsa::Pair>),
    /// sr25519 from an encrypted export of a browser wallet.
    Wallet(Box<subxt_signer::sr25519::Keypair>),
}

/// What a file with a key can hold.
const FORMS: &str = "expected a secret URI (0x and a seed, a phrase, or //Name), as plain text or as a JSON \
                     string, or the encrypted JSON export of a wallet";

const DEVELOPMENT: [&str; 8] = ["alice", "bob", "charlie", "dave", "eve", "ferdie", "one", "two"];

impl Account {
    /// Reads `alice`, `//Alice`, a secret phrase, `0x` and a seed, or `@FILE`.
    ///
    /// A file holds a secret URI, as plain text or as a JSON string (as a node's keystore does), or the encrypted JSON
    /// export of a polkadot.js wallet, whose password is then taken from `MSEZ_PASSWORD`.
    pub fn read(text: &str, scheme: Scheme) -> Outcome<Self> {
        if let Some(path) = text.strip_prefix('@') {
            return Self::from_file(Path::new(path), scheme);
        }
        if DEVELOPMENT.contains(&text) {
            let mut name = text.to_owned();
            name[..1].make_ascii_uppercase();
            return Self::from_suri(&format!("//{name}"), scheme);
        }
        Self::from_suri(text, scheme)
    }

    fn from_suri(suri: &str, scheme: Scheme) -> Outcome<Self> {
        let bad = |e: SecretStringError| match e {
            // What it says repeats the secret.
            SecretStringError::InvalidFormat(_) => Failure::Usage("not a secret URI".into()),
            e => Failure::Usage(format!("not a secret URI: {e:?}")),
        };
        Ok(match scheme {
            Scheme::Sr25519 => Self::Sr25519(Box::new(Pair::from_string(suri, None).map_err(bad)?)),
            Scheme::Ed25519 => Self::Ed25519(Box::new(Pair::from_string(suri, None).map_err(bad)?)),
            Scheme::Ecdsa => Self::Ecdsa(Box::new(Pair::from_string(suri, None).map_err(bad)?)),
        })
    }

    fn from_file(path: &Path, scheme: Scheme) -> Outcome<Self> {
        let failed = |why: &dyn Display| Failure::File(format!("{}: {why}", path.display()));
        let text = fs::read_to_string(path).map_err(|e| failed(&e))?;
        let suri = match serde_json::from_str(&text) {
            Ok(Value::String(suri)) => suri,
            Ok(Value::Object(export)) if export.contains_key("encoded") => {
                return Self::from_wallet(path, &text);
            }
            Ok(_) => return Err(failed(&FORMS)),
            Err(_) => text,
        };
        let suri = suri.trim();
        // Nothing at all would be the root of every development account, and a further line a part of a name.
        if suri.is_empty() || suri.contains(char::is_control) {
            return Err(failed(&FORMS));
        }
        Self::from_suri(suri, scheme).map_err(|e| failed(&format!("{e}; {FORMS}")))
    }

    fn from_wallet(path: &Path, export: &str) -> Outcome<Self> {
        let shown = path.display();
        let password = std::env::var("MSEZ_PASSWORD").map_err(|_| {
            Failure::Usage(format!("{shown} is encrypted: set MSEZ_PASSWORD to its password"))
        })?;
        polkadot_js_compat::decrypt_json(export, &password)
            .map(|pair| Self::Wallet(Box::new(pair)))
            .map_err(|e| Failure::File(format!("{shown}: {e}")))
    }

    /// The account's id.
    pub fn id(&self) -> AccountId32 {
        match self {
            Self::Sr25519(pair) => MultiSigner::from(pair.public()).into_account(),
            Self::Ed25519(pair) => MultiSigner::from(pair.public()).into_account(),
            Self::Ecdsa(pair) => MultiSigner::from(pair.public()).into_account(),
            Self::Wallet(pair) => AccountId32::new(pair.public_key().0),
        }
    }

    /// Signs bytes as they are.
    pub fn sign_bytes(&self, message: &[u8]) -> MultiSignature {
        match self {
            Self::Sr25519(pair) => pair.sign(message).into(),
            Self::Ed25519(pair) => pair.sign(message).into(),
            Self::Ecdsa(pair) => pair.sign(message).into(),
            Self::Wallet(pair) => sr25519::Signature::from_raw(pair.sign(message).0).into(),
        }
    }
}

impl Signer<MsezConfig> for Account {
    fn account_id(&self) -> utils::AccountId32 {
        utils::AccountId32(self.id().into())
    }

    fn sign(&self, payload: &[u8]) -> utils::MultiSignature {
        match self.sign_bytes(payload) {
            MultiSignature::Sr25519(signature) => utils::MultiSignature::Sr25519(signature.0),
            MultiSignature::Ed25519(signature) => utils::MultiSignature::Ed25519(signature.0),
            MultiSignature::Ecdsa(signature) => utils::MultiSignature::Ecdsa(signature.0),
            // None of our keys signs in Ethereum's way.
            MultiSignature::Eth(signature) => utils::MultiSignature::Ecdsa(signature.0),
        }
    }
}

/// Reads an account as SS58, as 32 bytes of hexadecimal, or by the name of a development account.
pub fn read_account_id(text: &str) -> Result<AccountId32, String> {
    use polkadot_sdk::sp_core::crypto::Ss58Codec;
    if DEVELOPMENT.contains(&text) {
        return Account::read(text, Scheme::Sr25519).map(|account| account.id()).map_err(|e| e.to_string());
    }
    if let Some(digits) = text.strip_prefix("0x") {
        let bytes = hex::decode(digits).map_err(|e| e.to_string())?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| "an account has 32 bytes".to_owned())?;
        return Ok(bytes.into());
    }
    AccountId32::from_ss58check(text).map_err(|e| format!("neither a known name nor SS58: {e:?}"))
}

/// Whether a signature holds; for messages that were signed elsewhere.
pub fn verifies(signature: &MultiSignature, message: &[u8], signer: &AccountId32) -> bool {
    signature.verify(message, signer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_uris_and_schemes_agree() {
        let named = Account::read("alice", Scheme::Sr25519).unwrap().id();
        assert_eq!(named, Account::read("//Alice", Scheme::Sr25519).unwrap().id());
        assert_eq!(
            named.to_string(),
            "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
            "the account that every Substrate tool calls Alice"
        );
        assert_ne!(named, Account::read("alice", Scheme::Ecdsa).unwrap().id());
        assert!(Account::read("alise bob", Scheme::Sr25519).is_err());
    }

    #[test]
    fn a_signature_of_every_scheme_verifies_for_its_account_only() {
        for scheme in [Scheme::Sr25519, Scheme::Ed25519, Scheme::Ecdsa] {
            let account = Account::read("bob", scheme).unwrap();
            let signature = account.sign_bytes(b"statement");
            assert!(verifies(&signature, b"statement", &account.id()));
            assert!(!verifies(&signature, b"statemenT", &account.id()));
            assert!(!verifies(&signature, b"statement", &Account::read("eve", scheme).unwrap().id()));
        }
    }

    /// What a file with this text is read as.
    fn in_file(text: &str) -> Outcome<Account> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        fs::write(&path, text).unwrap();
        Account::read(&format!("@{}", path.display()), Scheme::Sr25519)
    }

    #[test]
    fn a_file_holds_a_secret_uri_as_plain_text_or_as_json() {
        let alice = Account::read("alice", Scheme::Sr25519).unwrap().id();
        for text in ["\"//Alice\"", "//Alice", "  //Alice\r\n", "\"//Alice\"\n"] {
            assert_eq!(in_file(text).unwrap().id(), alice, "{text:?}");
        }
        let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
        for text in [format!("{phrase}//Alice\n"), format!("\"{phrase}//Alice\"")] {
            assert_eq!(in_file(&text).unwrap().id(), alice, "{text:?}");
        }
        let seed = format!("0x{}", "07".repeat(32));
        let seeded = Account::read(&seed, Scheme::Sr25519).unwrap().id();
        assert_eq!(in_file(&format!("{seed}\n")).unwrap().id(), seeded);
    }

    #[test]
    fn a_file_of_something_else_is_refused_with_the_forms_that_are_read() {
        let others = [
            "",
            " \n",
            "\"\"",
            "not json",
            "not json!",
            "7",
            "{}",
            "[\"//Alice\"]",
            r#"{"secretSeed": "//Alice"}"#,
            r#"{"encoded": "#,
            "//Alice\n//Bob",
        ];
        for text in others {
            let failure = in_file(text).err().unwrap();
            assert_eq!(failure.kind(), "file", "{text:?}: {failure}");
            assert!(failure.to_string().contains("plain text"), "{text:?}: {failure}");
            assert!(!failure.to_string().contains("not json"), "what may be a secret is not repeated");
        }
    }
}
