//! Hashes, signatures, Merkle trees.

use alloc::vec::Vec;
use msez_tensor::KeccakBackend;

use super::{copies::touch, Machine};
use crate::{
    crypto::ethereum_signer,
    frame::Frame,
    gas::{self, HASH_WORD, MERKLE_HASH, MERKLE_LEAF, TRANSCRIPT_WORD},
    memory::Span,
    merkle::{merkle_path_len, merkle_root, merkle_verify},
    opcode::byte::*,
    Crypto, Fault, Host, Word,
};

pub(super) fn run<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(), Fault> {
    let extra = match op {
        VERIFY_SIG | VERIFY_SR25519 | VERIFY_ECDSA => m.host.surcharge(&m.frame.address, op, &Word::ZERO),
        _ => 0,
    };
    let frame = &mut *m.frame;
    let result = match op {
        SHA256 => hash(frame, H::Crypto::sha256)?,
        KECCAK256 => hash(frame, H::Crypto::keccak256)?,
        VERIFY_SIG => signature(frame, extra, HASH_WORD, H::Crypto::ed25519_verify)?,
        VERIFY_SR25519 => signature(frame, extra, TRANSCRIPT_WORD, H::Crypto::sr25519_verify)?,
        VERIFY_ECDSA => ecdsa::<H::Crypto>(frame, extra)?,
        MERKLE_ROOT => root::<H::Crypto>(frame)?,
        MERKLE_VERIFY => verify::<H::Crypto>(frame)?,
        _ => return Err(Fault::InvalidOpcode),
    };
    frame.push(result);
    Ok(())
}

fn hash(frame: &mut Frame, hash: impl Fn(&[u8]) -> [u8; 32]) -> Result<Word, Fault> {
    let [size, offset] = frame.pop_many();
    let span = Span::new(offset, size)?;
    touch(frame, &span, gas::words(span.len(), HASH_WORD))?;
    Ok(hash(frame.memory.slice(&span)).into())
}

/// A signature of another length than 64 bytes does not hold.
fn signature(
    frame: &mut Frame,
    extra: u64,
    word: u64,
    verify: impl Fn(&[u8; 64], &[u8], &[u8; 32]) -> bool,
) -> Result<Word, Fault> {
    let [size, offset, message_size, message_offset, key] = frame.pop_many();
    let (signature, message) = (Span::new(offset, size)?, Span::new(message_offset, message_size)?);
    let growth = frame.memory.growth_gas(&[&signature, &message]);
    let message_gas = gas::words(message.len(), word);
    frame.charge(growth.saturating_add(message_gas).saturating_add(extra))?;
    frame.memory.grow(&signature);
    frame.memory.grow(&message);
    let holds = <&[u8; 64]>::try_from(frame.memory.slice(&signature))
        .is_ok_and(|signature| verify(signature, frame.memory.slice(&message), &key.to_be_bytes()));
    Ok(holds.into())
}

/// A signature of another length than 65 bytes does not hold, nor does one for an address wider than 20 bytes.
fn ecdsa<C: Crypto>(frame: &mut Frame, extra: u64) -> Result<Word, Fault> {
    let [size, offset, digest, address] = frame.pop_many();
    let span = Span::new(offset, size)?;
    touch(frame, &span, extra)?;
    let signer = <&[u8; 65]>::try_from(frame.memory.slice(&span))
        .ok()
        .and_then(|signature| ethereum_signer::<C>(signature, &digest.to_be_bytes()))
        .and_then(|signer| Word::from_be_slice(&signer));
    Ok((signer == Some(address)).into())
}

/// Takes so many words more, the top first.
pub(super) fn pop_count(frame: &mut Frame, count: usize) -> Result<Vec<Word>, Fault> {
    if count > frame.words {
        return Err(Fault::StackUnderflow);
    }
    Ok((0..count).map(|_| frame.pop()).collect())
}

fn root<C: Crypto>(frame: &mut Frame) -> Result<Word, Fault> {
    let count = frame.pop().to_usize().unwrap_or(usize::MAX);
    let leaves = pop_count(frame, count)?;
    frame.charge(MERKLE_LEAF.saturating_mul(u64::try_from(leaves.len()).unwrap_or(u64::MAX)))?;
    Ok(merkle_root::<C>(&leaves))
}

fn verify<C: Crypto>(frame: &mut Frame) -> Result<Word, Fault> {
    let [root, leaf, index, width] = frame.pop_many();
    let narrow = |word: Word| word.to_u64().and_then(|word| u32::try_from(word).ok());
    let (Some(index), Some(width)) = (narrow(index), narrow(width)) else { return Ok(Word::ZERO) };
    let Some(count) = merkle_path_len(index, width) else { return Ok(Word::ZERO) };
    let siblings = pop_count(frame, usize::try_from(count).unwrap_or(usize::MAX))?;
    frame.charge(MERKLE_HASH.saturating_mul(u64::from(count).saturating_add(2)))?;
    Ok(merkle_verify::<C>(&root, &leaf, index, width, &siblings).into())
}
