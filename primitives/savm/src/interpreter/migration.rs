//! The migration coprocessor.

use super::{
    compliance::{digest, id, jurisdiction, subject, surcharge},
    Machine,
};
use crate::{opcode::byte::*, Fault, Host, Word};

pub(super) fn run<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(), Fault> {
    let actor = m.frame.address;
    let result: Word = match op {
        LOCK => {
            let [duration, amount, home, asset] = m.frame.pop_many();
            surcharge(m, op, &asset)?;
            match (jurisdiction(home), duration.to_u64()) {
                (Some(home), Some(seconds)) => {
                    id(m.host.lock(&actor, &subject(asset), &home, &amount, seconds))
                }
                _ => Word::ZERO,
            }
        }
        TRANSIT_BEGIN => {
            let [target, lock] = m.frame.pop_many();
            surcharge(m, op, &lock)?;
            jurisdiction(target)
                .map(|target| id(m.host.begin_transit(&actor, &digest(lock), &target)))
                .unwrap_or_default()
        }
        _ => {
            let word = m.frame.pop();
            surcharge(m, op, &word)?;
            let transit = digest(word);
            match op {
                UNLOCK => m.host.unlock(&actor, &transit).into(),
                TRANSIT_END => m.host.end_transit(&actor, &transit).into(),
                SETTLE => m.host.settle(&actor, &transit).into(),
                COMPENSATE => m.host.compensate(&actor, &transit).into(),
                MIGRATION_STATE => m.host.migration_state(&transit).into(),
                _ => return Err(Fault::InvalidOpcode),
            }
        }
    };
    m.frame.push(result);
    Ok(())
}
