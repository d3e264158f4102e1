//! Who runs what, for whom, and when.

use super::Machine;
use crate::{opcode::byte::*, Fault, Host};

/// One word of context.
pub(super) fn read<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(), Fault> {
    let Machine { frame, host, context } = m;
    let word = match op {
        CALLER => frame.caller,
        ORIGIN => context.origin,
        JURISDICTION => frame.binding.jurisdiction,
        TIMESTAMP => context.timestamp.into(),
        BLOCK_HEIGHT => context.block_height.into(),
        ASSET_ID => frame.binding.asset,
        GAS => frame.gas.into(),
        GASPRICE => context.gas_price,
        ADDRESS => frame.address,
        CALLVALUE => frame.value,
        CORRIDOR => frame.binding.corridor,
        SELFBALANCE => host.balance(&frame.address),
        BALANCE => {
            let who = frame.pop();
            let gas = host.surcharge(&frame.address, op, &who);
            frame.charge(gas)?;
            host.balance(&who)
        }
        CHAIN_ID => context.chain_id,
        _ => return Err(Fault::InvalidOpcode),
    };
    frame.push(word);
    Ok(())
}
