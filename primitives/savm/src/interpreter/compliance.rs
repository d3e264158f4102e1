//! The compliance coprocessor. Words become typed coordinates here: what is no id, no domain and no state never
//! reaches the host. Such a coordinate reads as UNKNOWN, and writing to it answers 0.

use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, SubjectId};

use super::{crypto::pop_count, Machine};
use crate::{
    gas::{self, COPY_WORD, ZK_INPUT},
    memory::Span,
    opcode::byte::*,
    Fault, Host, Word,
};

pub(super) fn subject(word: Word) -> SubjectId {
    SubjectId(word.to_be_bytes())
}

pub(super) fn jurisdiction(word: Word) -> Option<JurisdictionId> {
    JurisdictionId::from_word(word.to_be_bytes()).ok()
}

pub(super) fn digest(word: Word) -> Digest {
    Digest(word.to_be_bytes())
}

/// An id as a word; 0 stands for none.
pub(super) fn id(digest: Option<Digest>) -> Word {
    digest.map_or(Word::ZERO, |digest| digest.0.into())
}

fn code(word: Word) -> Option<u8> {
    word.to_u64().and_then(|code| u8::try_from(code).ok())
}

fn coordinate([domain, home, asset]: [Word; 3]) -> Option<Coordinate> {
    Some(Coordinate {
        subject: subject(asset),
        jurisdiction: jurisdiction(home)?,
        domain: Domain::from_code(code(domain)?)?,
    })
}

pub(super) fn run<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(), Fault> {
    match op {
        TENSOR_GET => {
            let (state, expired) = read(m, op)?;
            m.frame.push(state.code());
            m.frame.push(expired);
        }
        COMPLIANCE_CHECK => {
            let (state, expired) = read(m, op)?;
            m.frame.push(state.passes() && !expired);
        }
        TENSOR_SET => {
            let state = code(m.frame.pop()).and_then(ComplianceState::from_code);
            let (at, actor) = place(m, op)?;
            let set = match (at, state) {
                (Some(at), Some(state)) => m.host.tensor_set(&actor, &at, state),
                _ => false,
            };
            m.frame.push(set);
        }
        TENSOR_EVAL => {
            let [home, asset] = m.frame.pop_many();
            surcharge(m, op, &asset)?;
            let all =
                jurisdiction(home).map(|home| m.host.tensor_eval(&subject(asset), &home)).unwrap_or_default();
            m.frame.push(all.passes);
            m.frame.push(all.state.code());
            m.frame.push(all.issues);
        }
        TENSOR_COMMIT => {
            surcharge(m, op, &Word::ZERO)?;
            let root = m.host.tensor_root();
            m.frame.push(root);
        }
        ATTEST => {
            let kind = m.frame.pop();
            let (at, actor) = place(m, op)?;
            let attestation = at.and_then(|at| m.host.attest(&actor, &at, &kind));
            m.frame.push(id(attestation));
        }
        VERIFY_ATTEST => {
            let attestation = m.frame.pop();
            surcharge(m, op, &attestation)?;
            let holds = m.host.attestation_holds(&digest(attestation));
            m.frame.push(holds);
        }
        VERIFY_ZK => verify_zk(m)?,
        _ => return Err(Fault::InvalidOpcode),
    }
    Ok(())
}

/// What the host asks on top, before anything is done.
pub(super) fn surcharge<H: Host>(m: &mut Machine<'_, H>, op: u8, operand: &Word) -> Result<(), Fault> {
    let gas = m.host.surcharge(&m.frame.address, op, operand);
    m.frame.charge(gas)
}

/// The coordinate on the stack, paid for, and who asks.
fn place<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(Option<Coordinate>, Word), Fault> {
    let words: [Word; 3] = m.frame.pop_many();
    let [_, _, asset] = words;
    surcharge(m, op, &asset)?;
    Ok((coordinate(words), m.frame.address))
}

fn read<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(ComplianceState, bool), Fault> {
    let (at, _) = place(m, op)?;
    Ok(at.map_or((ComplianceState::Unknown, false), |at| m.host.tensor_get(&at)))
}

fn verify_zk<H: Host>(m: &mut Machine<'_, H>) -> Result<(), Fault> {
    let [size, offset, count, circuit] = m.frame.pop_many();
    let inputs = pop_count(m.frame, count.to_usize().unwrap_or(usize::MAX))?;
    let proof = Span::new(offset, size)?;
    let price = m
        .frame
        .memory
        .growth_gas(&[&proof])
        .saturating_add(gas::words(proof.len(), COPY_WORD))
        .saturating_add(ZK_INPUT.saturating_mul(u64::try_from(inputs.len()).unwrap_or(u64::MAX)))
        .saturating_add(m.host.surcharge(&m.frame.address, VERIFY_ZK, &circuit));
    m.frame.charge(price)?;
    m.frame.memory.grow(&proof);
    let holds = m.host.verify_zk(&m.frame.address, &digest(circuit), &inputs, m.frame.memory.slice(&proof));
    m.frame.push(holds);
    Ok(())
}
