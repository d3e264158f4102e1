//! Deterministic ids: hashes of content and context, never random.

use msez_core::Digest;

use crate::{Address, Crypto, Word};

const CODE: &[u8] = b"msez-savm/code/1";
const INSTANCE: &[u8] = b"msez-savm/instance/1";

/// The id of a program: SHA-256 of a tag and its code. Equal code has one id, whoever deploys it.
pub fn code_id<C: Crypto>(code: &[u8]) -> Digest {
    let mut preimage = CODE.to_vec();
    preimage.extend_from_slice(code);
    Digest(C::sha256(&preimage))
}

/// The address of an instance: SHA-256 of a tag, the program, who created it and their salt. The creator must not use a
/// salt twice for one program; the address would be taken.
pub fn instance_id<C: Crypto>(code: &Digest, creator: &Address, salt: &Word) -> Address {
    let mut preimage = INSTANCE.to_vec();
    for part in [code.0, creator.to_be_bytes(), salt.to_be_bytes()] {
        preimage.extend_from_slice(&part);
    }
    Word::from_be_bytes(C::sha256(&preimage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SoftCrypto;

    #[test]
    fn ids_depend_on_every_part_and_on_nothing_else() {
        let id = |code: &[u8], creator: u8, salt: u8| {
            instance_id::<SoftCrypto>(&code_id::<SoftCrypto>(code), &creator.into(), &salt.into())
        };
        let base = id(&[0xf0], 1, 2);
        assert_eq!(base, id(&[0xf0], 1, 2));
        for other in [id(&[0x00], 1, 2), id(&[0xf0], 2, 2), id(&[0xf0], 1, 1), id(&[0xf0], 2, 1)] {
            assert_ne!(base, other);
        }
        // Never changes: deployed programs are found by it.
        assert_eq!(code_id::<SoftCrypto>(&[0x01, 0x2a]).to_string(), EXPECTED);
    }

    const EXPECTED: &str = "0x6bfd0537a07648c6611bad0c025009639344c00ea4c6f8820ddbba9848af03eb";
}
