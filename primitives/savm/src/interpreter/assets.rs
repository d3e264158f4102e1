//! The asset that an instance acts for, and units.

use super::{
    compliance::{subject, surcharge},
    Machine,
};
use crate::{opcode::byte::*, Fault, Host, Word};

pub(super) fn run<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(), Fault> {
    let actor = m.frame.address;
    let result: Word = match op {
        ASSET_STATUS => {
            let asset = m.frame.pop();
            surcharge(m, op, &asset)?;
            m.host.asset_status(&subject(asset)).into()
        }
        ASSET_HALT => {
            let [reason, asset] = m.frame.pop_many();
            surcharge(m, op, &asset)?;
            m.host.halt_asset(&actor, &subject(asset), &reason).into()
        }
        ASSET_RESUME => {
            let asset = m.frame.pop();
            surcharge(m, op, &asset)?;
            m.host.resume_asset(&actor, &subject(asset)).into()
        }
        CAN_TRANSFER => {
            let [amount, to, from, asset] = m.frame.pop_many();
            surcharge(m, op, &asset)?;
            m.host.transfer_reasons(&subject(asset), &from, &to, &amount).into()
        }
        UNITS_OF => {
            let [holder, asset] = m.frame.pop_many();
            surcharge(m, op, &asset)?;
            m.host.units_of(&subject(asset), &holder)
        }
        UNITS_TRANSFER => {
            let [amount, to, asset] = m.frame.pop_many();
            surcharge(m, op, &asset)?;
            m.host.transfer_units(&actor, &subject(asset), &to, &amount).into()
        }
        _ => return Err(Fault::InvalidOpcode),
    };
    m.frame.push(result);
    Ok(())
}
