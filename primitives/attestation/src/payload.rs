//! The bytes that are signed, and the id that follows.

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use msez_core::{Digest, Moment};
use scale_info::TypeInfo;

use crate::{RevocationReason, Statement};

/// Begins the bytes under an attestation's signature.
pub const ATTESTATION_TAG: &[u8] = b"msez/attestation/v1";

/// Begins the bytes under a revocation's signature.
pub const REVOCATION_TAG: &[u8] = b"msez/revocation/v1";

/// Begins the bytes whose hash is an attestation's id.
pub const ID_TAG: &[u8] = b"msez/attestation-id/v1";

/// Upper bound of a payload before wrapping, in bytes. With the wrapping it stays below 256, so no signer hashes it.
pub const MAX_PAYLOAD: usize = 215;

const WRAP_BEGIN: &[u8] = b"<Bytes>";
const WRAP_END: &[u8] = b"</Bytes>";

/// Where a signature counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Context {
    /// Hash of the chain's block 0.
    pub genesis: Digest,
    /// Index of the attestations pallet in the runtime, as the metadata tells it.
    pub pallet: u8,
}

impl Context {
    /// The bytes that an issuer signs so that anyone may submit the statement until `deadline`.
    pub fn attestation_payload(
        &self,
        issuer: &[u8; 32],
        nonce: u64,
        deadline: Moment,
        statement: &Statement,
    ) -> Vec<u8> {
        let mut bytes = ATTESTATION_TAG.to_vec();
        (self, issuer, nonce, deadline, statement).encode_to(&mut bytes);
        bytes
    }

    /// The bytes that an issuer signs so that anyone may submit the revocation until `deadline`.
    pub fn revocation_payload(
        &self,
        issuer: &[u8; 32],
        attestation: &Digest,
        reason: RevocationReason,
        deadline: Moment,
    ) -> Vec<u8> {
        let mut bytes = REVOCATION_TAG.to_vec();
        (self, issuer, attestation, reason, deadline).encode_to(&mut bytes);
        bytes
    }
}

/// The form in which browser wallets sign arbitrary bytes.
///
/// ```
/// assert_eq!(msez_attestation::wrapped(b"abc"), b"<Bytes>abc</Bytes>");
/// ```
pub fn wrapped(payload: &[u8]) -> Vec<u8> {
    [WRAP_BEGIN, payload, WRAP_END].concat()
}

/// SHA-256: the runtime's host function, or [`SoftSha256`] in tools.
pub trait Sha256 {
    /// Hashes the bytes.
    fn sha256(bytes: &[u8]) -> [u8; 32];
}

/// SHA-256 in software.
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug)]
pub struct SoftSha256;

#[cfg(feature = "std")]
impl Sha256 for SoftSha256 {
    fn sha256(bytes: &[u8]) -> [u8; 32] {
        <sha2::Sha256 as sha2::Digest>::digest(bytes).into()
    }
}

/// The id of an attestation: a hash of what was stated, by whom, under which number, on which chain.
pub fn attestation_id<H: Sha256>(
    genesis: &Digest,
    issuer: &[u8; 32],
    nonce: u64,
    statement: &Statement,
) -> Digest {
    let mut bytes = ID_TAG.to_vec();
    (genesis, issuer, nonce, statement).encode_to(&mut bytes);
    Digest(H::sha256(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::ToString, vec};
    use msez_core::{ComplianceState, Domain, JurisdictionId, SubjectId};
    use proptest::prelude::*;

    fn statement() -> Statement {
        Statement {
            subject: SubjectId([0x11; 32]),
            jurisdiction: "uae-difc".parse().unwrap(),
            domain: Domain::Kyc,
            state: ComplianceState::Compliant,
            valid_from: 1_767_225_600_000,
            valid_until: Some(1_798_761_600_000),
            evidence: Digest([0x22; 32]),
        }
    }

    fn context() -> Context {
        Context { genesis: Digest([0x33; 32]), pallet: 61 }
    }

    /// Computed by another implementation (Python: hashlib and struct), field by field.
    #[test]
    fn the_encoding_and_the_id_are_fixed_for_ever() {
        let payload = context().attestation_payload(&[0x44; 32], 7, 1_767_225_660_000, &statement());
        assert_eq!(payload.len(), MAX_PAYLOAD);
        assert_eq!(Digest(SoftSha256::sha256(&payload)).to_string(), PAYLOAD_HASH);
        let revocation =
            context().revocation_payload(&[0x44; 32], &Digest([0x55; 32]), RevocationReason::Ruling, 9);
        assert_eq!(Digest(SoftSha256::sha256(&revocation)).to_string(), REVOCATION_HASH);
        let id = attestation_id::<SoftSha256>(&context().genesis, &[0x44; 32], 7, &statement());
        assert_eq!(id.to_string(), ID);
    }
    const PAYLOAD_HASH: &str = "0xe872c216ef54580451c0b07396965e04e4fead68f600f9ce443a5b4c7a906645";
    const REVOCATION_HASH: &str = "0x6de28dc035c77f21515387f8650ae7ddefdf478f41b499a19ad8f3f568079408";
    const ID: &str = "0xa7d0b8203fffc19a04eacc6d85b4e7e031b1cf569d89e7d40b52f51dc5aa7e16";

    #[test]
    fn no_tag_begins_another() {
        let tags = [ATTESTATION_TAG, REVOCATION_TAG, ID_TAG];
        for (i, a) in tags.iter().enumerate() {
            for (k, b) in tags.iter().enumerate() {
                assert!(i == k || !a.starts_with(b));
            }
        }
    }

    #[test]
    fn no_payload_reaches_the_length_at_which_signers_hash() {
        assert_eq!(
            MAX_PAYLOAD,
            ATTESTATION_TAG.len() + Context::max_encoded_len() + 32 + 8 + 8 + Statement::max_encoded_len()
        );
        assert!(wrapped(&[0; MAX_PAYLOAD]).len() < 256);
    }

    #[test]
    fn every_field_is_under_the_signature_and_in_the_id() {
        let s = statement();
        let variants = vec![
            Statement { subject: SubjectId([0; 32]), ..s },
            Statement { jurisdiction: "kz-aifc".parse().unwrap(), ..s },
            Statement { domain: Domain::Aml, ..s },
            Statement { state: ComplianceState::Pending, ..s },
            Statement { valid_from: 0, ..s },
            Statement { valid_until: None, ..s },
            Statement { evidence: Digest([0; 32]), ..s },
        ];
        let c = context();
        let payload = c.attestation_payload(&[1; 32], 0, 0, &s);
        let id = attestation_id::<SoftSha256>(&c.genesis, &[1; 32], 0, &s);
        for other in variants {
            assert_ne!(c.attestation_payload(&[1; 32], 0, 0, &other), payload);
            assert_ne!(attestation_id::<SoftSha256>(&c.genesis, &[1; 32], 0, &other), id);
        }
        let elsewhere = Context { genesis: Digest([9; 32]), ..c };
        for other in [
            elsewhere.attestation_payload(&[1; 32], 0, 0, &s),
            Context { pallet: 62, ..c }.attestation_payload(&[1; 32], 0, 0, &s),
            c.attestation_payload(&[2; 32], 0, 0, &s),
            c.attestation_payload(&[1; 32], 1, 0, &s),
            c.attestation_payload(&[1; 32], 0, 1, &s),
        ] {
            assert_ne!(other, payload);
        }
        assert_ne!(attestation_id::<SoftSha256>(&elsewhere.genesis, &[1; 32], 0, &s), id);
        assert_ne!(attestation_id::<SoftSha256>(&c.genesis, &[2; 32], 0, &s), id);
        assert_ne!(attestation_id::<SoftSha256>(&c.genesis, &[1; 32], 1, &s), id);
    }

    proptest! {
        #[test]
        fn a_payload_tells_its_content_apart(
            genesis: [u8; 32], pallet: u8, issuer: [u8; 32], nonce: u64, deadline: u64,
            subject: [u8; 32], domain in 0u8..20, state in 0u8..6, from: u64, until: Option<u64>, evidence: [u8; 32],
        ) {
            let statement = Statement {
                subject: SubjectId(subject),
                jurisdiction: "sg-mas".parse::<JurisdictionId>().unwrap(),
                domain: Domain::from_code(domain).unwrap(),
                state: ComplianceState::from_code(state).unwrap(),
                valid_from: from,
                valid_until: until,
                evidence: Digest(evidence),
            };
            let context = Context { genesis: Digest(genesis), pallet };
            let payload = context.attestation_payload(&issuer, nonce, deadline, &statement);
            let body = payload.strip_prefix(ATTESTATION_TAG).unwrap();
            let read = <(Context, [u8; 32], u64, u64, Statement)>::decode(&mut &body[..]).unwrap();
            prop_assert_eq!(read, (context, issuer, nonce, deadline, statement));
            prop_assert_eq!(wrapped(&payload).len(), payload.len() + 15);
        }
    }
}
