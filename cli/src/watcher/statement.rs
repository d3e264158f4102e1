//! Statements with their signatures, as they pass between people.

use msez_core::Digest;
use msez_watch::Statement;
use polkadot_sdk::{
    sp_core::{crypto::Pair as _, ed25519},
    sp_runtime::traits::Verify,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A statement that a key has signed. Two that contradict each other are the proof of an equivocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signed {
    /// What was signed.
    pub statement: Statement,
    /// With which key.
    pub key: Digest,
    /// Over [`Statement::payload`], on the chain with this genesis.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub signature: [u8; 64],
}

impl Signed {
    /// Signs. Whoever calls this has asked [`super::Protection`] before.
    pub fn by(key: &ed25519::Pair, genesis: &Digest, statement: Statement) -> Self {
        let signature = key.sign(&statement.payload(genesis)).0;
        Self { statement, key: Digest(key.public().0), signature }
    }

    /// Whether the signature is the key's.
    pub fn holds(&self, genesis: &Digest) -> bool {
        let key = ed25519::Public::from_raw(self.key.0);
        ed25519::Signature::from_raw(self.signature).verify(self.statement.payload(genesis).as_slice(), &key)
    }

    /// Whether the two prove, by themselves, that one key said two things.
    pub fn convicts_with(&self, other: &Self, genesis: &Digest) -> bool {
        self.key == other.key
            && self.statement.contradicts(&other.statement)
            && self.holds(genesis)
            && other.holds(genesis)
    }
}

fn write<S: Serializer>(bytes: &[u8; 64], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&format!("0x{}", hex::encode(bytes)))
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 64], D::Error> {
    let text = String::deserialize(from)?;
    let digits = text.strip_prefix("0x").unwrap_or(&text);
    let mut bytes = [0; 64];
    hex::decode_to_slice(digits, &mut bytes).map_err(serde::de::Error::custom)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_watch::Coordinate;

    #[test]
    fn a_signature_is_for_one_statement_one_key_and_one_chain() {
        let (key, genesis) = (ed25519::Pair::from_seed(&[1; 32]), Digest([2; 32]));
        let coordinate = Coordinate { topic: Digest([3; 32]), height: 4 };
        let statement = Statement { coordinate, digest: Digest([5; 32]), observed_at: 6 };
        let one = Signed::by(&key, &genesis, statement);
        assert!(one.holds(&genesis));
        assert!(!one.holds(&Digest([9; 32])), "on another chain it says nothing");
        let read: Signed = serde_json::from_str(&serde_json::to_string(&one).unwrap()).unwrap();
        assert_eq!(read, one);

        let other = Signed::by(&key, &genesis, Statement { digest: Digest([7; 32]), ..statement });
        assert!(one.convicts_with(&other, &genesis) && other.convicts_with(&one, &genesis));
        assert!(!one.convicts_with(&one, &genesis), "once is no equivocation");
        let later = Signed::by(&key, &genesis, Statement { observed_at: 8, ..statement });
        assert!(!one.convicts_with(&later, &genesis), "the same thing twice is none");
        let forged = Signed { signature: one.signature, ..other.clone() };
        assert!(!one.convicts_with(&forged, &genesis), "a forged half convicts nobody");
        let stranger = Signed::by(&ed25519::Pair::from_seed(&[8; 32]), &genesis, other.statement);
        assert!(!one.convicts_with(&stranger, &genesis), "two people may differ");
    }
}
