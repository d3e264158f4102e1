//! The genesis document: what an asset is from its first day, and the hash that names it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use msez_core::{AssetClass, Digest, JurisdictionId, SubjectId};
use scale_info::TypeInfo;

use crate::{ControlFault, ControlRule, Controller, Permissions};

/// What a genesis document begins with: its kind and version, padded to a word.
pub const TAG: [u8; 32] = *b"msez/asset/1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// Words before the controllers.
const HEAD: usize = 8;

/// What an asset is from its first day. Its id is the SHA-256 of [`Genesis::to_bytes`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Genesis<AccountId> {
    /// Digest of the schema that describes such assets.
    pub schema: Digest,
    /// Who brings the asset into the world, and the only one who may register it.
    pub issuer: AccountId,
    /// Its class, whose profile a jurisdiction applies; never `party`.
    pub class: AssetClass,
    /// Where it is at home first.
    pub jurisdiction: JurisdictionId,
    /// Digest of the policy that its holders can rely on.
    pub policy: Digest,
    /// Who controls it first.
    pub control: ControlRule<AccountId>,
}

/// Why a document was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum GenesisFault {
    /// Not a whole number of words, or too few or too many of them.
    BadLength,
    /// Another kind of document, or another version.
    BadTag,
    /// A class, a jurisdiction, a number or a set of permissions is not written as it should be.
    Malformed,
    /// The class is that of parties.
    PartyClass,
    /// The rule of control cannot be.
    Control(ControlFault),
}

impl<AccountId: Ord + Clone + Into<[u8; 32]>> Genesis<AccountId> {
    /// Whether there can be such an asset.
    pub fn validate(&self) -> Result<(), GenesisFault> {
        if self.class == AssetClass::party() {
            return Err(GenesisFault::PartyClass);
        }
        self.control.validate().map_err(GenesisFault::Control)
    }

    /// The canonical encoding: words of 32 bytes, nothing else.
    ///
    /// | word | content |
    /// |---|---|
    /// | 0 | `msez/asset/1`, padded with zeros |
    /// | 1 | schema |
    /// | 2 | issuer |
    /// | 3 | class, padded with zeros |
    /// | 4 | initial jurisdiction, padded with zeros |
    /// | 5 | policy |
    /// | 6 | thresholds of the seven families, one byte each in the order of their codes, then zeros |
    /// | 7 | number of controllers, big-endian |
    /// | 8 + 2i | account of controller i; they ascend |
    /// | 9 + 2i | permissions of controller i: a bit for each family's code, big-endian |
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut thresholds = [0; 32];
        thresholds.iter_mut().zip(self.control.thresholds).for_each(|(to, from)| *to = from);
        let count = u64::try_from(self.control.controllers.len()).unwrap_or(u64::MAX);
        let head = [
            TAG,
            self.schema.0,
            self.issuer.clone().into(),
            *self.class.as_word(),
            *self.jurisdiction.as_word(),
            self.policy.0,
            thresholds,
            number(count),
        ];
        let tail = self.control.controllers.iter().flat_map(|controller| {
            [controller.account.clone().into(), number(u64::from(controller.permissions.bits()))]
        });
        head.into_iter().chain(tail).flatten().collect()
    }

    /// The id, with the SHA-256 of the runtime's host or of a library.
    pub fn id(&self, sha256: impl FnOnce(&[u8]) -> [u8; 32]) -> SubjectId {
        SubjectId(sha256(&self.to_bytes()))
    }
}

impl<AccountId: Ord + Clone + Into<[u8; 32]> + From<[u8; 32]>> Genesis<AccountId> {
    /// Reads the canonical encoding, and only that: what it returns encodes to the same bytes again, and is valid.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GenesisFault> {
        let chunks = bytes.chunks_exact(32);
        if !chunks.remainder().is_empty() {
            return Err(GenesisFault::BadLength);
        }
        let words: Vec<[u8; 32]> = chunks.filter_map(|chunk| chunk.try_into().ok()).collect();
        let Some(([tag, schema, issuer, class, jurisdiction, policy, thresholds, count], tail)) =
            words.split_first_chunk::<HEAD>()
        else {
            return Err(GenesisFault::BadLength);
        };
        if *tag != TAG {
            return Err(GenesisFault::BadTag);
        }
        let pairs = tail.chunks_exact(2);
        let is_whole = pairs.remainder().is_empty();
        if !is_whole || u64::try_from(pairs.len()).ok() != read_number(count) {
            return Err(GenesisFault::BadLength);
        }
        let controllers = pairs.map(|pair| match pair {
            [account, bits] => Some(Controller {
                account: AccountId::from(*account),
                permissions: Permissions::from_bits(u8::try_from(read_number(bits)?).ok()?)?,
            }),
            _ => None,
        });
        let (thresholds, rest) = thresholds.split_first_chunk().ok_or(GenesisFault::Malformed)?;
        if rest.iter().any(|byte| *byte != 0) {
            return Err(GenesisFault::Malformed);
        }
        let genesis = Self {
            schema: Digest(*schema),
            issuer: AccountId::from(*issuer),
            class: AssetClass::from_word(*class).map_err(|_| GenesisFault::Malformed)?,
            jurisdiction: JurisdictionId::from_word(*jurisdiction).map_err(|_| GenesisFault::Malformed)?,
            policy: Digest(*policy),
            control: ControlRule {
                controllers: controllers.collect::<Option<_>>().ok_or(GenesisFault::Malformed)?,
                thresholds: *thresholds,
            },
        };
        genesis.validate()?;
        Ok(genesis)
    }
}

/// A number as a word, big-endian.
fn number(value: u64) -> [u8; 32] {
    let mut word = [0; 32];
    word.iter_mut().rev().zip(value.to_le_bytes()).for_each(|(to, from)| *to = from);
    word
}

/// A number from a word; `None` beyond 64 bits.
fn read_number(word: &[u8; 32]) -> Option<u64> {
    let (high, low) = word.split_last_chunk::<8>()?;
    high.iter().all(|byte| *byte == 0).then(|| u64::from_be_bytes(*low))
}

/// SHA-256 in software.
#[cfg(feature = "std")]
pub fn soft_sha256(bytes: &[u8]) -> [u8; 32] {
    <sha2::Sha256 as sha2::Digest>::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Family;
    use proptest::prelude::*;

    type Word = [u8; 32];

    fn genesis() -> Genesis<Word> {
        Genesis {
            schema: Digest([0x11; 32]),
            issuer: [0x22; 32],
            class: "securities".parse().unwrap(),
            jurisdiction: "uae-difc".parse().unwrap(),
            policy: Digest([0x33; 32]),
            control: ControlRule {
                controllers: alloc::vec![
                    Controller { account: [0x22; 32], permissions: Permissions::ALL },
                    Controller { account: [0x44; 32], permissions: Permissions::ALL },
                    Controller {
                        account: [0x55; 32],
                        permissions: Permissions::NONE.with(Family::Documents)
                    },
                ],
                thresholds: [1, 1, 2, 1, 2, 2, 2],
            },
        }
    }

    #[test]
    fn the_encoding_and_the_id_are_fixed_for_ever() {
        let bytes = genesis().to_bytes();
        assert_eq!(bytes.len(), (HEAD + 2 * 3) * 32);
        assert_eq!(&bytes[..12], b"msez/asset/1");
        assert_eq!(&bytes[3 * 32..3 * 32 + 11], b"securities\0");
        assert_eq!(&bytes[6 * 32..6 * 32 + 8], [1, 1, 2, 1, 2, 2, 2, 0]);
        assert_eq!(bytes[8 * 32 - 1], 3);
        assert_eq!((bytes[10 * 32 - 1], bytes[14 * 32 - 1]), (0x7f, 1));
        assert_eq!(genesis().id(soft_sha256).to_string(), ID);
    }
    const ID: &str = "0x8945cb058a40bad7650f9e18e03e0c0a37ddb3f0bde37e4b387c21e4cabcb891";

    #[test]
    fn what_is_not_canonical_is_refused() {
        let good = genesis().to_bytes();
        assert_eq!(Genesis::<Word>::from_bytes(&good), Ok(genesis()));
        let refused = |change: &dyn Fn(&mut Vec<u8>), fault| {
            let mut bytes = good.clone();
            change(&mut bytes);
            assert_eq!(Genesis::<Word>::from_bytes(&bytes), Err(fault));
        };
        refused(&|b| b.push(0), GenesisFault::BadLength);
        refused(&|b| b.clear(), GenesisFault::BadLength);
        refused(&|b| b.truncate(13 * 32), GenesisFault::BadLength);
        refused(&|b| b.extend([0; 64]), GenesisFault::BadLength);
        refused(&|b| b[11] = b'2', GenesisFault::BadTag);
        refused(&|b| b[3 * 32 + 20] = b'x', GenesisFault::Malformed);
        refused(&|b| b[4 * 32] = b'U', GenesisFault::Malformed);
        refused(&|b| b[6 * 32 + 7] = 1, GenesisFault::Malformed);
        refused(&|b| b[7 * 32] = 1, GenesisFault::BadLength);
        refused(&|b| b[10 * 32 - 1] = 0x80, GenesisFault::Malformed);
        refused(&|b| b[9 * 32] = 1, GenesisFault::Malformed);
        refused(&|b| b[8 * 32] = 0xff, GenesisFault::Control(ControlFault::NotAscending));
        let party = Genesis { class: AssetClass::party(), ..genesis() };
        assert_eq!(Genesis::<Word>::from_bytes(&party.to_bytes()), Err(GenesisFault::PartyClass));
    }

    #[test]
    fn every_field_is_in_the_id() {
        let id = genesis().id(soft_sha256);
        let others = [
            Genesis { schema: Digest([0; 32]), ..genesis() },
            Genesis { issuer: [0; 32], ..genesis() },
            Genesis { class: "bonds".parse().unwrap(), ..genesis() },
            Genesis { jurisdiction: "sg-mas".parse().unwrap(), ..genesis() },
            Genesis { policy: Digest([0; 32]), ..genesis() },
            Genesis { control: ControlRule { thresholds: [1; 7], ..genesis().control }, ..genesis() },
            Genesis { control: ControlRule::sole([0x22; 32]), ..genesis() },
        ];
        for other in others {
            assert_ne!(other.id(soft_sha256), id);
        }
    }

    #[test]
    fn json_reads_as_a_person_would_write_it() {
        let genesis = Genesis {
            schema: Digest([0x11; 32]),
            issuer: "alice".to_string(),
            class: "securities".parse().unwrap(),
            jurisdiction: "uae-difc".parse().unwrap(),
            policy: Digest([0x33; 32]),
            control: ControlRule::sole("alice".to_string()),
        };
        let json = serde_json::to_value(&genesis).unwrap();
        assert_eq!(json["class"], "securities");
        assert_eq!(json["control"]["controllers"][0]["permissions"][0], "documents");
        assert_eq!(serde_json::from_value::<Genesis<String>>(json).unwrap(), genesis);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_back_the_same(
            noise in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..4)
        ) {
            let mut bytes = genesis().to_bytes();
            for (at, byte) in noise {
                *at.get_mut(&mut bytes) = byte;
            }
            if let Ok(read) = Genesis::<Word>::from_bytes(&bytes) {
                prop_assert_eq!(read.to_bytes(), bytes);
            }
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..1_200)) {
            let _ = Genesis::<Word>::from_bytes(&bytes);
        }
    }
}
