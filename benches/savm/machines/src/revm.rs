//! revm, under the rules of Prague, with everything in memory.

use alloc::{format, string::String};
use revm::{
    context::{result::ExecutionResult, TxEnv},
    database::{CacheDB, EmptyDB},
    primitives::{hardfork::SpecId, Address, Bytes, TxKind, U256},
    state::{AccountInfo, Bytecode},
    Context, ExecuteEvm, MainBuilder, MainContext,
};

use crate::{
    case::{Case, KEYS},
    program::code,
    Clock, Ran,
};

const CALLER: Address = Address::with_last_byte(1);
const CONTRACT: Address = Address::with_last_byte(0xc0);
/// As much as revm's accounting of a transaction allows for.
const GAS: u64 = 1 << 50;

pub fn run(case: Case, clock: &mut Clock) -> Result<Ran, String> {
    let mut db = CacheDB::new(EmptyDB::default());
    let code = Bytecode::new_raw(Bytes::from(code(case)));
    db.insert_account_info(CONTRACT, AccountInfo::default().with_code(code));
    if case == Case::Load {
        for key in (1..=KEYS).map(U256::from) {
            db.insert_account_storage(CONTRACT, key, key).map_err(|error| format!("{error:?}"))?;
        }
    }
    let mut evm = Context::mainnet()
        .with_db(db)
        .modify_cfg_chained(|cfg| {
            cfg.set_spec_and_mainnet_gas_params(SpecId::PRAGUE);
            cfg.tx_gas_limit_cap = Some(u64::MAX);
        })
        .modify_block_chained(|block| block.gas_limit = u64::MAX)
        .build_mainnet();
    let tx = TxEnv::builder().caller(CALLER).kind(TxKind::Call(CONTRACT)).gas_limit(GAS).gas_price(0);
    let mut tx = Some(tx.build().map_err(|error| format!("{error:?}"))?);
    let mut outcome = None;
    clock(&mut || outcome = tx.take().map(|tx| evm.transact(tx)));
    let outcome = outcome.ok_or("it did not run")?.map_err(|error| format!("{error:?}"))?;
    match outcome.result {
        ExecutionResult::Success { ref output, .. } => {
            let word = <[u8; 32]>::try_from(output.data().as_ref())
                .map_err(|_| format!("{case:?} returned {output:?}"))?;
            Ok(Ran { word, gas: outcome.result.tx_gas_used() })
        }
        other => Err(format!("{case:?}: {other:?}")),
    }
}
